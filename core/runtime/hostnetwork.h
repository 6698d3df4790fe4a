#pragma once

#include "hostlink.h"

namespace hermes::containers {

struct BridgeAddress {
    QString subnet; ///< CIDR
    QString gateway;
};

/// Makes sure that the host has our labelled bridge without communication between containers, and answers its
/// addresses. A new one gets `link.host.bridgeSubnet`, else the first free /22 of 172.29.0.0/16, checked against every
/// route, interface and resolver of the host (the engine does not check). Errors: Conflict when the name is somebody
/// else's or the subnet is taken.
[[nodiscard]] Result<BridgeAddress> ensureNetwork(const HostLink &link, const Call &call);

/// Pure: networks (address, mask) in `/proc/net/route` text, without the default route.
struct Subnet {
    quint32 address = 0;
    quint32 mask = 0;
    [[nodiscard]] bool overlaps(const Subnet &other) const;
};
[[nodiscard]] QList<Subnet> parseRoutes(const QByteArray &procNetRoute);
[[nodiscard]] QList<Subnet> parseResolvers(const QByteArray &resolvConf);
[[nodiscard]] std::optional<Subnet> parseCidr(const QString &cidr);
/// The first /22 of 172.29.0.0/16 that overlaps none of `taken`; empty if there is none.
[[nodiscard]] QString freeSubnet(const QList<Subnet> &taken);
[[nodiscard]] QString gatewayOf(const Subnet &subnet);

} // namespace hermes::containers
