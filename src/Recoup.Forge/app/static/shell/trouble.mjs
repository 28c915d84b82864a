/** Says above the page what went wrong with loading another, and offers to try that again. What is on the page stays. */
export function tell(what, again) {
  const main = document.querySelector('main');
  main.querySelector(':scope > [data-trouble]')?.remove();
  const said = document.createElement('div');
  said.dataset.trouble = '';
  // Not kept with a page that is kept to go back to.
  said.dataset.turboTemporary = '';
  said.setAttribute('role', 'alert');
  const text = said.appendChild(document.createElement('p'));
  text.className = 'error';
  text.textContent = what;
  const button = said.appendChild(document.createElement('button'));
  button.className = 'button';
  button.textContent = 'Try again';
  button.addEventListener('click', () => {
    said.remove();
    again();
  });
  main.prepend(said);
  said.scrollIntoView({ block: 'nearest' });
}
