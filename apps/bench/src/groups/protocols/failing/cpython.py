from source import NOTE, TITLE, Misspelt, checking

prepare = checking(Misspelt)
