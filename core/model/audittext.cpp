#include "audittext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QStringList>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

/// Names and notes of others may hold anything.
QString onOneLine(QString text)
{
    for (QChar &letter : text)
        if (!letter.isPrint() && !letter.isSurrogate())
            letter = letter.isSpace() ? u' ' : QChar(QChar::ReplacementCharacter);
    return text;
}

QString csvField(const QString &value)
{
    // Also as East Asian keyboards type them, and behind blanks.
    static const QString formulas = u"=+-@＝＋－＠"_s;
    QString text = onOneLine(value);
    const QString core = text.trimmed();
    if (!core.isEmpty() && formulas.contains(core.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QString auditName(const AuditRow &row)
{
    return row.actor.section(u" SHA256:"_s, 0, 0);
}

QString auditKey(const AuditRow &row)
{
    return row.actor.mid(auditName(row).size()).trimmed();
}

QString auditCsvHead()
{
    return u"id,at,actor,verb,target,detail"_s;
}

QString auditCsvLine(const AuditRow &row)
{
    return QStringList{QString::number(row.id), isoTime(row.at), csvField(row.actor), csvField(row.verb),
        csvField(row.target), csvField(row.detail)}
        .join(u',');
}

QJsonObject auditJson(const AuditRow &row)
{
    return {{u"id"_s, row.id}, {u"at"_s, row.at > 0 ? QJsonValue(isoTime(row.at)) : QJsonValue()},
        {u"actor"_s, row.actor}, {u"verb"_s, row.verb},
        {u"target"_s, row.target.isEmpty() ? QJsonValue() : QJsonValue(row.target)},
        {u"detail"_s, QJsonDocument::fromJson(row.detail.toUtf8()).object()}};
}

} // namespace hermes
