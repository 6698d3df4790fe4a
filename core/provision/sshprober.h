#pragma once

#include "connection.h"
#include "hostlink.h"

namespace hermes {

/// Asks the host's loopback through a TCP forward or, where the server refuses forwards, with `curl` on the host.
class SshProber final : public Prober {
public:
    explicit SshProber(std::shared_ptr<ssh::Connection> connection)
        : m_connection(std::move(connection))
    { }
    [[nodiscard]] Result<docker::HttpAnswer> get(quint16 port, const QString &path, const Call &call) override;

private:
    [[nodiscard]] Result<docker::HttpAnswer> getByCommand(quint16 port, const QString &path, const Call &call);

    std::shared_ptr<ssh::Connection> m_connection;
};

} // namespace hermes
