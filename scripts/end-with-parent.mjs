// Preloaded into tools we start (node --import): ends the tool when the process that started it was killed.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 500).unref();
