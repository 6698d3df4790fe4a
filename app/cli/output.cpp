#include "output.h"

#include "exitcodes.h"

#include <QJsonDocument>
#include <algorithm>

namespace hermes::cli {

void Output::write(const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, m_out) != size || std::fflush(m_out) != 0)
        m_open = false;
}

void Output::document(const QJsonObject &object)
{
    write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Output::document(const QJsonArray &array)
{
    write(QJsonDocument(array).toJson(QJsonDocument::Compact) + '\n');
}

void Output::line(const QString &text)
{
    write(text.toUtf8() + '\n');
}

void Output::raw(const QByteArray &bytes)
{
    write(bytes);
}

void Output::rawError(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), m_err);
    std::fflush(m_err);
}

void Output::note(const QString &text)
{
    if (!m_json)
        rawError(text.toUtf8() + '\n');
}

void Output::error(const Error &error, int exit)
{
    if (m_json)
        document(errorJson(error, exit));
    else
        rawError(errorText(error).toUtf8() + '\n');
}

int displayWidth(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toStdU32String()) {
        const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
        width += wide ? 2 : 1;
    }
    return width;
}

QString elided(const QString &text, int columns)
{
    if (displayWidth(text) <= columns)
        return text;
    QString cut = text;
    while (!cut.isEmpty() && displayWidth(cut) > columns - 1)
        cut.chop(1);
    return cut + QChar(0x2026);
}

QStringList table(const QStringList &header, const QList<QStringList> &rows)
{
    QList<QStringList> all{header};
    all += rows;
    QList<int> widths(header.size(), 0);
    for (const QStringList &row : all)
        for (qsizetype i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths.at(i), displayWidth(row.value(i)));
    QStringList lines;
    for (const QStringList &row : all) {
        QString line;
        for (qsizetype i = 0; i < widths.size(); ++i) {
            const QString cell = row.value(i);
            line += cell + QString(widths.at(i) - displayWidth(cell) + 2, QLatin1Char(' '));
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines << line;
    }
    return lines;
}

QString printable(QString text)
{
    for (QChar &c : text)
        c = c.isPrint() || c.isSurrogate() ? c : QChar(QLatin1Char('?'));
    return text;
}

QString durationText(qint64 ms)
{
    if (ms < 10'000)
        return QStringLiteral("%1 s").arg(static_cast<double>(ms) / 1000, 0, 'f', 1);
    if (ms < 120'000)
        return QStringLiteral("%1 s").arg(ms / 1000);
    if (ms < 7'200'000)
        return QStringLiteral("%1 min").arg(ms / 60'000);
    if (ms < 172'800'000)
        return QStringLiteral("%1 h").arg(ms / 3'600'000);
    return QStringLiteral("%1 d").arg(ms / 86'400'000);
}

} // namespace hermes::cli
