// read.mjs FOLDER - the pages of a folder to article JSON by Readability on
// linkedom, as the peer of `keii read`: pages and seconds of CPU on one line.
import { readFileSync, readdirSync } from 'node:fs'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'

const folder = process.argv[2]
const pages = readdirSync(folder).sort().map(f => readFileSync(`${folder}/${f}`, 'utf8'))
let bytes = 0, read = 0
for (let round = 0; round < 2; round++) { // the first warms the compiler up
  const began = process.cpuUsage()
  bytes = read = 0
  for (const page of pages) {
    try {
      const { document } = parseHTML(page)
      bytes += JSON.stringify(new Readability(document).parse() ?? {}).length
    } catch { continue } // of some pages it throws
    read++
  }
  const used = process.cpuUsage(began)
  if (round === 1)
    console.log(pages.length, ((used.user + used.system) / 1e6).toFixed(3), read, bytes)
}
