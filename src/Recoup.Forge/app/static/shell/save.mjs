/** Has the browser save a file. */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(URL.revokeObjectURL, 60_000, link.href);
}
