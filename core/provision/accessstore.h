#pragma once

#include "model.h"
#include "result.h"

#include <mutex>

namespace hermes {

/// The operator's own settings for reaching hosts (`hosts.json` in the data directory, 0600). No secret. Thread-safe;
/// another process's changes are read at every access.
class AccessStore {
public:
    explicit AccessStore(QString path)
        : m_path(std::move(path))
    { }
    [[nodiscard]] Result<std::optional<HostAccess>> find(const QString &hostName) const;
    [[nodiscard]] Result<QList<HostAccess>> all() const;
    /// Of the operator's key, by the public half beside it; empty where it is in no file, or several keys are in use.
    [[nodiscard]] QString keyFingerprint() const;
    [[nodiscard]] Status save(const HostAccess &access);
    [[nodiscard]] Status remove(const QString &hostName);

private:
    [[nodiscard]] Result<QJsonObject> load() const;
    [[nodiscard]] Status store(const QJsonObject &all) const;

    QString m_path;
    mutable std::mutex m_mutex;
};

} // namespace hermes
