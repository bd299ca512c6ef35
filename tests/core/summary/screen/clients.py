"""What mail programs do to a mail before they show it, by the public data of caniemail.com; in JavaScript.

Each is a function of the document. None of them is one program: together they are what any does to any part.
"""

AS_IT_IS = "document => {}"
WITHOUT_STYLE = """document => document.querySelectorAll("style").forEach(style => style.remove())"""
UNWRAPPED = """document => document
  .querySelectorAll("main,section,article,header,footer,nav,aside,figure,figcaption")
  .forEach(element => element.replaceWith(...element.childNodes))"""
# Gmail, Outlook.com and Yahoo put a mail into a page of their own: its body is a box there, or gone.
WITHOUT_BODY = """document => {
  const box = document.createElement("div");
  box.append(...document.body.childNodes);
  document.body.replaceWith(document.createElement("body"));
  document.body.append(box);
}"""
# Outlook on Windows: padding on cells only, max-width on tables only, no round corners, no `start`.
ON_CELLS_ONLY = """document => document.querySelectorAll("body *").forEach(element => {
  if (!["TD", "TH"].includes(element.tagName)) element.style.setProperty("padding", "0", "important");
  if (element.tagName != "TABLE") element.style.setProperty("max-width", "none", "important");
  for (const dropped of ["border-radius", "word-break"]) element.style.removeProperty(dropped);
  if (element.style.textAlign == "start") element.style.textAlign = "left";
  if (element.style.display == "block") element.style.removeProperty("display");
})"""
# Yahoo and GMX: of all that breaks a long word only `word-wrap` is known, which makes no table narrower.
WITHOUT_WORD_BREAK = """document => document.querySelectorAll("*").forEach(
  element => element.style.removeProperty("word-break"))"""
# Outlook on Android: of the same two, only `word-break`.
WITHOUT_WORD_WRAP = """document => document.querySelectorAll("*").forEach(
  element => element.style.removeProperty("overflow-wrap"))"""

CLIENTS = {
    "as it is": (AS_IT_IS,),
    "without style": (WITHOUT_STYLE,),
    "unwrapped": (UNWRAPPED, WITHOUT_BODY),
    "on cells only": (ON_CELLS_ONLY, WITHOUT_STYLE),
    "without word-break": (WITHOUT_WORD_BREAK, WITHOUT_STYLE),
    "without word-wrap": (WITHOUT_WORD_WRAP,),
    "all at once": (WITHOUT_STYLE, UNWRAPPED, WITHOUT_BODY, WITHOUT_WORD_BREAK),
}

# Colours as shown: as written, and as mail programs turn them for the night whatever the mail says.
# `turned` turns the lightness of every colour (Gmail on iPhones, Outlook on Windows), `half` only that of
# light backgrounds and dark texts (Outlook.com, Gmail on Android), `negative` inverts and turns back the hue.
INVERSIONS = """
const lightness = rgb => (Math.max(...rgb) + Math.min(...rgb)) / 510;
const turn = rgb => {
  const most = Math.max(...rgb), least = Math.min(...rgb), wanted = 255 - (most + least) / 2;
  const spread = Math.min(255 - Math.abs(2 * wanted - 255),
    (most - least) / Math.max(1e-9, 255 - Math.abs(most + least - 255)) * (255 - Math.abs(2 * wanted - 255)));
  return rgb.map(value => wanted - spread / 2 + spread * (value - least) / Math.max(1e-9, most - least));
};
const negate = rgb => {
  const [r, g, b] = rgb.map(value => 255 - value);
  return [[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]]
    .map(row => Math.min(255, Math.max(0, row[0] * r + row[1] * g + row[2] * b)));
};
const inversions = {
  none: [rgb => rgb, rgb => rgb],
  turned: [turn, turn],
  half: [rgb => lightness(rgb) < 0.5 ? turn(rgb) : rgb, rgb => lightness(rgb) > 0.5 ? turn(rgb) : rgb],
  negative: [negate, negate],
};
"""

MEASURE = f"""(() => {{
{INVERSIONS}
const luminance = rgb => {{
  const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}};
const numbers = color => color.match(/[\\d.]+/g).map(Number);
const back = element => {{
  for (let at = element; at; at = at.parentElement) {{
    const color = numbers(getComputedStyle(at).backgroundColor);
    if (color.length == 3 || color[3] == 1) return color.slice(0, 3);
  }}
  return [255, 255, 255];
}};
const seen = element => element.getClientRects().length > 0;
const faint = [], tight = [], found = new Set();
const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (nodes.nextNode()) {{
  const node = nodes.currentNode, element = node.parentElement;
  if (!node.data.trim() || !seen(element)) continue;
  found.add(node.data.trim());
  const colors = [numbers(getComputedStyle(element).color).slice(0, 3), back(element)];
  for (const [name, turned] of Object.entries(inversions)) {{
    const [front, behind] = colors.map((color, place) => luminance(turned[place](color)));
    const ratio = (Math.max(front, behind) + 0.05) / (Math.min(front, behind) + 0.05);
    if (ratio < 4.5) faint.push(`${{name}}: ${{node.data.trim().slice(0, 40)}} ${{ratio.toFixed(2)}}`);
  }}
  const range = document.createRange(), card = element.closest("[bgcolor=white]");
  range.selectNodeContents(node);
  const text = range.getBoundingClientRect(), edge = (card || document.body).getBoundingClientRect();
  const room = card ? 12 : 8;
  if (text.left < edge.left + room || text.right > edge.right - room + 1) tight.push(node.data.slice(0, 40));
}}
const boxes = [...document.querySelectorAll("[bgcolor=white]")].map(box => box.getBoundingClientRect());
const gaps = boxes.map((box, place) => place ? box.top - boxes[place - 1].bottom : box.top);
const all = [...document.querySelectorAll("body *")].filter(seen);
const wide = all.filter(element => element.getBoundingClientRect().right > innerWidth + 0.5);
const links = [...document.querySelectorAll("a")].flatMap(a => [...a.getClientRects()]);
const rows = links.map(rect => (rect.top + rect.bottom) / 2).sort((a, b) => a - b);
const steps = rows.slice(1).map((row, place) => row - rows[place]).filter(step => step > 4);
const button = document.querySelector(".b a");
return {{
  texts: found.size, faint, tight,
  wide: wide.map(element => element.outerHTML.slice(0, 80)),
  scroll: document.documentElement.scrollWidth - innerWidth,
  margin: Math.min(...boxes.map(box => Math.min(box.left, innerWidth - box.right)), ...gaps),
  step: Math.min(...steps),
  button: button ? button.closest("td").getBoundingClientRect().height : 0,
  tap: button ? button.getBoundingClientRect().height : 0,
  first: button ? button.closest("td").getBoundingClientRect().bottom : 0,
  widest: Math.max(...boxes.map(box => box.width)),
  page: luminance(back(document.querySelector("h1"))),
}};
}})()"""
"""What is measured: in pixels, in the window as it is; colours as text and background of each text."""
