from source import NOTE, TITLE, Readings, checking

prepare = checking(Readings)
