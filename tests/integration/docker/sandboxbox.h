#pragma once

#include "httpengine.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace hermes::test {

struct CommandResult {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};
[[nodiscard]] CommandResult run(const QStringList &argv, const QByteArray &input = {});

/// The first host of the sandbox that HERMES_TEST_SANDBOX names, as root of that host sees it.
class SandboxBox {
public:
    /// What is missing and how to get it, where there is no such sandbox.
    [[nodiscard]] static Result<SandboxBox> find();

    /// Runs a command on the host.
    [[nodiscard]] CommandResult onHost(const QStringList &argv, const QByteArray &input = {}) const;
    /// The host's Docker engine through `docker system dial-stdio`, eight streams at most.
    [[nodiscard]] std::unique_ptr<docker::HttpEngine> engine() const;
    /// `sandbox fault` of this host.
    void fault(const QStringList &words) const;
    /// As `sandbox info --json` names it: name, ssh, identity, fingerprint, box.
    [[nodiscard]] QString fact(const QString &key) const { return m_host.value(key).toString(); }
    [[nodiscard]] const QString &hermesImage() const { return m_image; }
    /// A directory of the host on a small file system.
    [[nodiscard]] const QString &smallDirectory() const { return m_small; }

private:
    QString m_directory;
    QJsonObject m_host;
    QString m_box;
    QString m_image;
    QString m_small;
};

/// A file system for a container that has BusyBox, its usual names, and /opt/data/seed.
[[nodiscard]] Result<QByteArray> busyboxRootTar();

} // namespace hermes::test
