#pragma once

#include "engine.h"

/// Networks, volumes, images, exec, events and errors of the Docker Engine API as JSON and as structs. Pure functions.
namespace hermes::docker {

[[nodiscard]] QByteArray networkBody(const NetworkSpec &spec);
[[nodiscard]] Result<QString> parseId(const QByteArray &json);
[[nodiscard]] Result<NetworkDetails> parseNetwork(const QByteArray &json);
[[nodiscard]] Result<QList<NetworkDetails>> parseNetworkList(const QByteArray &json);

[[nodiscard]] QByteArray bindVolumeBody(const QString &name, const QString &device, const Labels &labels);
[[nodiscard]] Result<VolumeDetails> parseVolume(const QByteArray &json);
[[nodiscard]] Result<QList<VolumeDetails>> parseVolumeList(const QByteArray &json);

[[nodiscard]] Result<ImageDetails> parseImage(const QByteArray &json);
/// What POST /images/create takes: ("repo", "tag or digest"). Without a tag it is "latest": an empty one would pull
/// every tag.
struct PullReference {
    QString image;
    QString tag;
};
[[nodiscard]] PullReference splitReference(const QString &reference);

[[nodiscard]] QByteArray execBody(const QStringList &argv, const ExecOptions &options);
[[nodiscard]] QByteArray execStartBody();
/// Answer of GET /exec/{id}/json: the exit code, -1 while it runs.
[[nodiscard]] Result<int> parseExecExit(const QByteArray &json);

[[nodiscard]] Result<EngineInfo> parseInfo(const QByteArray &json);
[[nodiscard]] Result<Event> parseEvent(const QByteArray &json);
/// `{"message": …}` of an error answer, or the body itself where it is no JSON.
[[nodiscard]] QString parseErrorMessage(const QByteArray &body);

/// `{"label":["a=b"], …}`, the value of the query parameter `filters`.
[[nodiscard]] QByteArray filtersJson(const QMap<QString, QStringList> &filters);

} // namespace hermes::docker
