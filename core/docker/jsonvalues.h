#pragma once

#include "engine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// Small conversions that all of the Docker JSON code shares.
namespace hermes::docker {

[[nodiscard]] Result<QJsonDocument> parseJson(const QByteArray &json);
[[nodiscard]] Result<QJsonObject> parseObject(const QByteArray &json);
[[nodiscard]] Result<QJsonArray> parseArray(const QByteArray &json);
[[nodiscard]] QByteArray compact(const QJsonObject &object);

[[nodiscard]] QJsonObject toJson(const QMap<QString, QString> &map);
[[nodiscard]] QMap<QString, QString> toMap(const QJsonValue &value);
[[nodiscard]] QStringList toStrings(const QJsonValue &value);

/// Go's RFC 3339 time with up to nine decimals; invalid for its zero time (year 1).
[[nodiscard]] QDateTime parseTime(const QString &text);

} // namespace hermes::docker
