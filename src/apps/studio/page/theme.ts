const KEY = 'destkit-theme';
const themes = ['system', 'light', 'dark'] as const;

/** A button that switches between the system's colours, light and dark, and stores the choice. */
export function themeSwitch(button: HTMLButtonElement): void {
  let current = themes.find((each) => each === localStorage.getItem(KEY)) ?? 'system';
  const apply = () => {
    if (current === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = current;
    }
    button.textContent = `Colours: ${current}`;
  };
  button.addEventListener('click', () => {
    current = themes[(themes.indexOf(current) + 1) % themes.length] ?? 'system';
    localStorage.setItem(KEY, current);
    apply();
  });
  apply();
}
