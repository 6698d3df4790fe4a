#include "jsonvalues.h"

namespace hermes::docker {

namespace {

tl::unexpected<Error> notUnderstood(const QString &why, const QByteArray &json)
{
    return fail(ErrorKind::Remote, translate("Docker", "Docker answered something that is not understood"),
        why + QStringLiteral(": ") + QString::fromUtf8(json.left(200)),
        translate("Docker", "Check that the socket belongs to a Docker engine, and its version."));
}

} // namespace

Result<QJsonDocument> parseJson(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return notUnderstood(error.errorString(), json);
    return document;
}

Result<QJsonObject> parseObject(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonDocument document, parseJson(json));
    if (!document.isObject())
        return notUnderstood(QStringLiteral("not an object"), json);
    return document.object();
}

Result<QJsonArray> parseArray(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonDocument document, parseJson(json));
    if (!document.isArray())
        return notUnderstood(QStringLiteral("not an array"), json);
    return document.array();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject toJson(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QMap<QString, QString> toMap(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

QStringList toStrings(const QJsonValue &value)
{
    QStringList strings;
    for (const auto &item : value.toArray())
        strings.append(item.toString());
    return strings;
}

QDateTime parseTime(const QString &text)
{
    // Qt reads no more than milliseconds, Go writes up to nanoseconds.
    QString shortened = text;
    if (const qsizetype dot = text.indexOf(QLatin1Char('.')); dot > 0) {
        qsizetype end = dot + 1;
        while (end < text.size() && text.at(end).isDigit())
            ++end;
        shortened = text.left(std::min(end, dot + 4)) + text.mid(end);
    }
    const QDateTime time = QDateTime::fromString(shortened, Qt::ISODateWithMs).toUTC();
    return time.isValid() && time.date().year() > 1 ? time : QDateTime();
}

} // namespace hermes::docker
