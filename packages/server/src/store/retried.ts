/** Does something again, at once, where it failed for what others did at the same time; so often in all. */
export async function retried<T>(
  tries: number,
  isRace: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 0 || !isRace(error)) throw error;
    }
  }
}
