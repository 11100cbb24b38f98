/** Random numbers that a seed decides; nothing that must not be guessed may come from them. */
export interface Random {
  /** A whole number from 0 up to, not including, 2^32. */
  uint32(): number;
  /** A number from 0 up to, not including, 1, with 53 random bits. */
  fraction(): number;
  bytes(count: number): Buffer;
}

/** xoshiro128** 1.1 (Blackman and Vigna, 2018, prng.di.unimi.it). `seed`: 16 bytes, not all zero. */
export function seededRandom(seed: Buffer): Random {
  let s0 = seed.readUInt32LE(0);
  let s1 = seed.readUInt32LE(4);
  let s2 = seed.readUInt32LE(8);
  let s3 = seed.readUInt32LE(12);

  const uint32 = () => {
    const result = Math.imul(rotl(Math.imul(s1, 5), 7), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotl(s3, 11);
    return result;
  };

  return {
    uint32,
    fraction: () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53,
    bytes(count) {
      const bytes = Buffer.alloc(Math.ceil(count / 4) * 4);
      for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(uint32(), at);
      return bytes.subarray(0, count);
    },
  };
}

function rotl(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
