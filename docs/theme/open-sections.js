// The navigation remembers which of its sections are open: at a first visit, the guides and the packages are.
for (const section of ['Guides', 'Packages']) {
  const key = `tsd-accordion-${section}`;
  if (localStorage.getItem(key) === null) localStorage.setItem(key, 'true');
}
