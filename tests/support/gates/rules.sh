#!/usr/bin/env bash
# What the layout promises and no compiler checks. Prints each offence; exit 1 if there is one.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
failed=0

# offences SENTENCE LINES: red unless LINES is empty.
offences() {
    [ -n "$2" ] || return 0
    printf '%s\n%s\n\n' "$1" "$2"
    failed=1
}

offences "A colour is written outside qml/style:" \
    "$(git grep -nE '"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"|Qt\.(rgba|hsla|hsva)\(' -- 'qml/*.qml' ':!qml/style')"
offences "libssh is included outside core/ssh:" "$(git grep -nE '#include <libssh/' -- core app tests ':!core/ssh' ':!tests/core/ssh' ':!tests/bench' ':!tests/support/gates')"
offences "QtSql is included outside core/sql, registry and payments:" \
    "$(git grep -nE '#include <QSql' -- core app ':!core/sql' ':!core/registry' ':!core/payments')"
offences "Boost.Beast is included outside core/docker:" "$(git grep -nE '#include <boost/beast' -- core app ':!core/docker')"
offences "The core includes Qt Gui, Qml or Quick:" "$(git grep -nE '#include <(QtGui|QtQml|QtQuick|QGuiApplication|QQml|QQuick|QImage|QColor)' -- core)"
offences "A nested event loop:" "$(git grep -nE 'QEventLoop|processEvents' -- core app)"
offences "A test that skips:" "$(git grep -nE 'GTEST_SKIP|DISABLED_|QSKIP|skipTest|unittest\.skip' -- tests ':!tests/support/gates')"
offences "A reason code that is not named in core/model/reasoncodes.h:" \
    "$(git grep -nE '"[A-Z]+(_[A-Z]+)*"_(s|L1)' -- core/provision ':!core/provision/order*')"
# The tool that collects sentences takes the name space for the context then, and nobody ever sees the translation.
offences "A tr() of core's own (translate(\"Context\", …) instead):" "$(git grep -nE 'QString tr\(const char' -- core)"
for file in translations/*.ts; do
    [ -e "$file" ] || continue
    offences "Unfinished translations in $file:" "$(grep -n 'type="unfinished"' "$file" | head -n 5)"
done
offences "There is no translation:" "$(ls translations/hermes_{en,zh_CN}.ts 2>&1 >/dev/null)"
exit $failed
