#pragma once

#include "model.h"

/// Addresses of what runs on a host.
namespace hermes {

/// The MCP server as an agent on the host reaches it: a unit is on the host's own loopback, a container is not. Empty
/// while the network has not been made.
[[nodiscard]] inline QString mcpUrl(const Host &host, Tier tier)
{
    const QString address = tier == Tier::Container ? host.gateway : QStringLiteral("127.0.0.1");
    return address.isEmpty() ? QString() : QStringLiteral("http://%1:9100/mcp").arg(address);
}

/// A dashboard as the platform's backend reaches it; empty without a port, or where the network that it is behind has
/// not been made.
[[nodiscard]] inline QString dashboardUrl(const Host &host, quint16 port)
{
    QString from = host.urlFrom;
    if (from.isEmpty() || from == QLatin1String("loopback"))
        from = QStringLiteral("127.0.0.1");
    else if (from == QLatin1String("gateway"))
        from = host.gateway;
    if (from.isEmpty() || port == 0)
        return {};
    if (!from.contains(QLatin1String("://")))
        from.prepend(QLatin1String("http://"));
    return from + QLatin1Char(':') + QString::number(port);
}

} // namespace hermes
