export const layouts = {
  failing() {
    throw new Error('a layout that fails');
  },
};
