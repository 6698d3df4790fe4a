#pragma once

#include <QByteArray>
#include <QList>

namespace hermes::home {

/// One entry of a `.env` as python-dotenv's grammar cuts the file; spans are byte offsets.
struct DotenvEntry {
    qsizetype begin = 0; ///< of its line
    qsizetype end = 0; ///< after its line break
    QByteArray key; ///< empty for a comment or an unreadable line
    QByteArray value; ///< unquoted and unescaped, not yet expanded
    bool hasValue = false; ///< false for `KEY` without `=`
    bool broken = false; ///< python-dotenv skips this line with a warning (an open quote, text after a closed one)
};

/// Cuts a `.env` by the rules of python-dotenv 1.x: `export` prefix, quoted keys, '…' and "…" values with escapes that
/// may span lines, ` #` comments after unquoted values, every kind of line break.
[[nodiscard]] QList<DotenvEntry> parseDotenv(const QByteArray &text);

} // namespace hermes::home
