#!/bin/sh
# Installs the box on Debian, Ubuntu or Raspberry Pi OS, or repairs it:
#     curl -fsSL https://odoo.example/retail_pos_devices/static/box/install.sh | sudo sh -s -- https://odoo.example DATABASE
# A third word is a program to install (a .whl file or the project's folder) in place of the one that Odoo gives out.
set -eu

ODOO=${1:?"say where Odoo is, such as https://odoo.example"}
DATABASE=${2:-}
PROGRAM=${3:-}
ROOT=/opt/retail-pos-box
SETTINGS=/etc/retail-pos-box/box.json

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "Run this as root (sudo)."
command -v systemctl >/dev/null || fail "This computer has no systemd. Use the container instead (iot_box/Dockerfile)."

say "Packages of the system"
# The font draws the few receipt lines that no code page holds, and labels.
FONT=/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf
if ! python3 -c 'import ensurepip, venv' 2>/dev/null || ! command -v curl >/dev/null || [ ! -e "$FONT" ]; then
    apt-get update -q && apt-get install -y -q python3-venv curl fonts-dejavu-core
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or later is needed (Debian 12, Ubuntu 24.04)."

say "The program"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
if [ -z "$PROGRAM" ]; then
    # The file's name says its version, so it is taken as Odoo names it.
    (cd "$WORK" && curl -fsSOJ "$ODOO/retail_pos/box/program/latest?db=$DATABASE") \
        || fail "Odoo gives out no program yet. Add one under Devices > Versions of the Box, or name a .whl file as the third word."
    PROGRAM=$(ls "$WORK"/*.whl)
fi
# An update that is under way goes on where it was once this is done.
systemctl stop retail-pos-box-update.path retail-pos-box-update.service 2>/dev/null || true
mkdir -p "$ROOT"
BEFORE=$(readlink "$ROOT/current" || true)
SLOT=a
[ "$BEFORE" = a ] && SLOT=b
# All that it needs, and that it loads: a package may want libraries that this system has not got.
install_program() {
    rm -rf "${ROOT:?}/$SLOT"
    python3 -m venv "$ROOT/$SLOT"
    "$ROOT/$SLOT/bin/pip" install --quiet --no-input --disable-pip-version-check "$@" "$PROGRAM" \
        && "$ROOT/$SLOT/bin/python" -I -c 'import iot_box.app, PIL._imaging, PIL._imagingft, pyudev'
}
if ! install_program --only-binary=:all: 2>"$WORK/ready-made.log"; then
    # So it is on 32-bit ARM, where the package that draws has no ready-made form, or one that wants more libraries.
    tail -n 1 "$WORK/ready-made.log"
    say "Not everything comes ready-made for this computer ($(uname -m)). Building it takes some minutes"
    apt-get update -q
    apt-get install -y -q --no-install-recommends gcc libc6-dev python3-dev libffi-dev libfreetype-dev libjpeg-dev zlib1g-dev
    install_program --no-binary=pillow || fail "The program can't be installed. Does this computer reach the internet?"
fi
turn() { ln -sfn "$1" "$ROOT/current.new" && mv -T "$ROOT/current.new" "$ROOT/current"; }
turn "$SLOT"

say "Settings"
mkdir -p /etc/retail-pos-box
if [ ! -e "$SETTINGS" ]; then
    ODOO="$ODOO" DATABASE="$DATABASE" python3 - > "$SETTINGS" <<'PY'
import json, os
settings = {
    "listen": {"host": "0.0.0.0", "port": 8910},
    "data_dir": "/var/lib/retail-pos-box",
    "odoo": {"url": os.environ["ODOO"].rstrip("/"), "database": os.environ["DATABASE"] or None},
}
print(json.dumps(settings, indent=2))
PY
fi

say "The service"
UNITS=$("$ROOT/current/bin/python" -I -c 'import iot_box, pathlib; print(pathlib.Path(iot_box.__file__).parent / "packaging")')
cp "$UNITS"/retail-pos-box.service "$UNITS"/retail-pos-box-update.service "$UNITS"/retail-pos-box-update.path /etc/systemd/system/
if [ -d /etc/udev/rules.d ]; then
    cp "$UNITS"/60-retail-pos-box.rules /etc/udev/rules.d/
    udevadm control --reload && udevadm trigger --subsystem-match=hidraw || say "Unplug HID scanners once and plug them in again"
fi
systemctl daemon-reload
systemctl enable --quiet retail-pos-box.service retail-pos-box-update.path
systemctl restart retail-pos-box.service || true

BOX=$(python3 - "$SETTINGS" <<'PY'
import json, sys
listen = json.load(open(sys.argv[1])).get("listen", {})
host = listen.get("host", "127.0.0.1")
print(f"http{'s' if listen.get('tls') else ''}://{'127.0.0.1' if host == '0.0.0.0' else host}:{listen.get('port', 8910)}")
PY
)
for _ in $(seq 30); do
    # Only asks this very machine; its certificate names it as the tills know it.
    curl -fsSk "$BOX/healthz" >/dev/null 2>&1 && UP=yes && break
    sleep 1
done
if [ "${UP:-}" != yes ] && [ -n "$BEFORE" ]; then
    turn "$BEFORE"
    systemctl restart retail-pos-box.service retail-pos-box-update.path || true
    fail "This program does not come up, so the one before is back in place. See: journalctl -u retail-pos-box"
fi
[ "${UP:-}" = yes ] || fail "The box does not come up. See: journalctl -u retail-pos-box"
systemctl start retail-pos-box-update.path
say "Done. Open $(echo "$BOX" | sed "s/127.0.0.1/$(hostname -I | cut -d' ' -f1)/") in a browser and type the code it shows in Odoo: Retail Chain > Devices > Pair a Box."
