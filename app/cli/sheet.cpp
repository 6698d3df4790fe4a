#include "sheet.h"

#include "output.h"

#include <algorithm>

namespace hermes::cli {

void Sheet::add(const QString &name, const QString &value)
{
    if (!value.isEmpty())
        m_rows.append({name, value});
}

QStringList Sheet::lines() const
{
    qsizetype width = 0;
    for (const auto &row : m_rows)
        width = std::max(width, row.first.size());
    const QString indent(width + 2, QLatin1Char(' '));
    QStringList lines;
    for (const auto &[name, value] : m_rows) {
        const QStringList parts = value.split(QLatin1Char('\n'));
        lines << name.leftJustified(width + 2) + parts.first();
        for (const QString &part : parts.mid(1))
            lines << indent + part;
    }
    return lines;
}

QString dashIfEmpty(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QString ageText(qint64 ageMs)
{
    return ageMs < 0 ? QStringLiteral("-") : durationText(ageMs);
}

} // namespace hermes::cli
