/*
 * US numbers that look like a business's, each once and in an order without a pattern: `usNumber` is a bijection
 * from 0 … US_NUMBERS - 1. Whoever takes one stretch of it has distinct numbers without remembering any, and two
 * short stretches at random places hardly ever meet.
 */

/** Of large cities, and the toll-free ones. In each of them libphonenumber takes every exchange from 200 to 999. */
export const AREA_CODES: readonly string[] = `
  201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 239 240 248 251 252 253 254
  256 260 267 269 270 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 330 336 347
  352 360 361 385 401 402 404 405 406 407 408 409 410 412 414 415 417 419 425 432 434 440 443 469 470 478 480 484 501
  502 503 504 505 507 508 509 510 512 513 515 516 518 520 530 540 559 561 562 570 571 602 603 605 606 607 608 610 612
  614 615 616 617 618 619 623 626 630 631 636 641 646 650 651 661 662 678 682 701 702 703 704 707 713 714 715 716 717
  718 719 720 724 727 732 734 740 757 760 770 772 773 775 781 785 786 801 802 803 804 805 806 808 810 812 813 814 815
  816 817 818 828 830 831 832 843 845 847 850 856 858 859 860 863 864 865 901 903 904 906 907 908 909 910 912 913 914
  915 916 917 918 919 920 925 928 931 936 937 940 941 949 951 952 954 956 970 971 972 973 978 979 980 985 989
  800 833 844 855 866 877 888`
  .trim()
  .split(/\s+/);

/** Exchanges that nobody is given as a number of their own: services such as 411, directory assistance and tests. */
const NOT_ASSIGNED = new Set([555, 950, 958, 959, 976]);

export const EXCHANGES: readonly string[] = Array.from({ length: 800 }, (_, index) => 200 + index)
  .filter((exchange) => exchange % 100 !== 11 && !NOT_ASSIGNED.has(exchange))
  .map(String);

const LINES = 10_000;

/** How many there are. */
export const US_NUMBERS = AREA_CODES.length * EXCHANGES.length * LINES;

/** The number at a place, in E.164; another place has another number. */
export function usNumber(place: number): string {
  const shuffled = shuffle(place);
  const prefix = Math.floor(shuffled / LINES);
  const areaCode = AREA_CODES[prefix % AREA_CODES.length];
  const exchange = EXCHANGES[Math.floor(prefix / AREA_CODES.length)];
  if (areaCode === undefined || exchange === undefined) throw new RangeError(`There is no place ${place}`);
  return `+1${areaCode}${exchange}${String(shuffled % LINES).padStart(4, "0")}`;
}

const HALF_BITS = 16;
const HALF = 2 ** HALF_BITS;
/** The binary digits of pi, as ciphers take them where any constants would do. */
const ROUND_KEYS = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** A Feistel network over 32 bits, walked until it is back among the places (Black and Rogaway, 2002, method 2). */
function shuffle(place: number): number {
  let walked = place;
  do {
    let left = Math.floor(walked / HALF);
    let right = walked % HALF;
    for (const key of ROUND_KEYS) {
      [left, right] = [right, (left ^ mix(right ^ key)) & (HALF - 1)];
    }
    walked = left * HALF + right;
  } while (walked >= US_NUMBERS);
  return walked;
}

/** The finalizer of MurmurHash3 (Appleby): every bit of the input moves every bit of the output. */
function mix(input: number): number {
  let h = input;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
