import { systemClock } from "pg-boss";

/**
 * The time that the queue's timers go by: the wall clock's when the process started, and what really passed since. The wall
 * clock itself may be set: put back by an hour, the queue would look for an hour after no job whose worker was killed.
 */
export const steadyClock = {
  ...systemClock,
  now: () => Math.floor(performance.timeOrigin + performance.now()),
};
