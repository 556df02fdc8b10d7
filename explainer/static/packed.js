// What comes packed from the server, as gzip: what a page shows at length is sent at a fifth of its size.

export const unpacked = async bytes =>
  JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text())
