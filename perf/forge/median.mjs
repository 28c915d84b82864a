// node median.mjs TITLE < lines of numbers: the median of each column, in one line.
import { text } from 'node:stream/consumers';

const rows = (await text(process.stdin)).trim().split('\n').map(JSON.parse);
const medians = rows[0].map((_, i) => rows.map(row => row[i]).sort((a, b) => a - b)).map(column => (column[(column.length - 1) >> 1] + column[column.length >> 1]) / 2);
console.log(process.argv[2].padEnd(34) + medians.map((value, i) => value.toFixed(i === 3 ? 1 : 0).padStart(i === medians.length - 1 ? 12 : 10)).join(''));
