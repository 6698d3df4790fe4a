#pragma once

#include "engine.h"

/// ContainerSpec and friends as the Docker Engine API's JSON, and its answers as structs. Pure functions. Parsers
/// accept missing fields (older engines, Podman) and fail with Remote only where the answer is no JSON of the expected
/// shape.
namespace hermes::docker {

/// Body of POST /containers/create. The same spec gives the same bytes (keys sorted), so that it can be hashed.
[[nodiscard]] QByteArray createBody(const ContainerSpec &spec);
/// Body of POST /containers/<id>/update.
[[nodiscard]] QByteArray restartPolicyBody(const QString &policy);

[[nodiscard]] Result<Created> parseCreated(const QByteArray &json);
[[nodiscard]] Result<QList<ContainerSummary>> parseContainerList(const QByteArray &json);
[[nodiscard]] Result<ContainerDetails> parseContainerDetails(const QByteArray &json);
/// Answer of POST /containers/{id}/wait.
[[nodiscard]] Result<int> parseWait(const QByteArray &json);

/// The header X-Docker-Container-Path-Stat: base64 of JSON; its mode is Go's fs.FileMode.
[[nodiscard]] Result<PathStat> parsePathStat(const QByteArray &header);

} // namespace hermes::docker
