/** Two people changed the same thing. */
export const conflict = {
  title: "Somebody else has changed this",
  text: "Since you opened it, another version was saved. Choose which one stays.",
  theirs: "Theirs",
  mine: "Yours",
  changed: "Changed",
  notSaved: "Not saved yet",
  keepTheirs: "Keep theirs",
  saveMine: "Save mine over it",
  gone: {
    title: "It was deleted meanwhile",
    text: "Somebody else has deleted this since you opened it. There is nothing left to save your change to.",
    close: "Close it",
  },
} as const;
