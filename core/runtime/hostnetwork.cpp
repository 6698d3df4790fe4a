#include "hostnetwork.h"

#include "containerspec.h"

#include <QHostAddress>
#include <QtEndian>

namespace hermes::containers {

using namespace Qt::StringLiterals;

bool Subnet::overlaps(const Subnet &other) const
{
    const quint32 wider = mask & other.mask;
    return (address & wider) == (other.address & wider);
}

std::optional<Subnet> parseCidr(const QString &cidr)
{
    const auto [address, prefix] = QHostAddress::parseSubnet(cidr);
    if (prefix < 1 || prefix > 30 || address.protocol() != QAbstractSocket::IPv4Protocol)
        return {};
    const quint32 mask = 0xffffffffU << (32 - prefix);
    return Subnet{address.toIPv4Address() & mask, mask};
}

QList<Subnet> parseRoutes(const QByteArray &procNetRoute)
{
    // Columns: Iface Destination Gateway Flags RefCnt Use Metric Mask …; addresses are hex in the host's byte order
    // (little endian).
    QList<Subnet> found;
    const auto lines = procNetRoute.split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto columns = lines.at(i).simplified().split(' ');
        if (columns.size() < 8)
            continue;
        const quint32 address = qbswap(columns.at(1).toUInt(nullptr, 16));
        const quint32 mask = qbswap(columns.at(7).toUInt(nullptr, 16));
        if (mask != 0)
            found.append({address, mask});
    }
    return found;
}

QList<Subnet> parseResolvers(const QByteArray &resolvConf)
{
    QList<Subnet> found;
    for (const QByteArray &line : resolvConf.split('\n')) {
        const auto words = line.simplified().split(' ');
        if (words.size() < 2 || words.first() != "nameserver")
            continue;
        const QHostAddress address(QString::fromLatin1(words.at(1)));
        if (address.protocol() == QAbstractSocket::IPv4Protocol)
            found.append({address.toIPv4Address(), 0xffffffffU});
    }
    return found;
}

QString freeSubnet(const QList<Subnet> &taken)
{
    for (quint32 block = 0; block < 64; ++block) {
        const Subnet candidate{0xac1d0000U + (block << 10), 0xfffffc00U};
        const bool free
            = std::none_of(taken.begin(), taken.end(), [&](const Subnet &other) { return candidate.overlaps(other); });
        if (free)
            return QHostAddress(candidate.address).toString() + u"/22"_s;
    }
    return {};
}

QString gatewayOf(const Subnet &subnet)
{
    return QHostAddress(subnet.address + 1).toString();
}

static Result<BridgeAddress> checked(const HostLink &link, const docker::NetworkDetails &network)
{
    if (network.labels.value(u"hermes.platform"_s) != link.platform)
        return fail(ErrorKind::Conflict,
            translate("Runtime", "The Docker network %1 on host %2 belongs to somebody else.")
                .arg(network.name, link.host.name),
            {}, translate("Runtime", "Rename or remove that network on the host, or use another host."));
    if (network.options.value(u"com.docker.network.bridge.enable_icc"_s) != "false"_L1)
        return fail(ErrorKind::Conflict,
            translate("Runtime", "The Docker network %1 on host %2 lets tenants reach each other.")
                .arg(network.name, link.host.name),
            {},
            translate("Runtime", "Stop its tenants, remove that network, and try again: it is made anew without it."));
    return BridgeAddress{network.subnet, network.gateway};
}

/// The network of our name, if there is one. Of two processes that make it at once each may get one of its own,
/// whatever CheckDuplicate says (20.10), and then no container that names it starts: all who see them keep the same
/// one.
static Result<std::optional<docker::NetworkDetails>> onlyOne(
    const HostLink &link, QList<docker::NetworkDetails> networks, const Call &call)
{
    erase_if(networks, [](const docker::NetworkDetails &network) { return network.name != networkName; });
    std::sort(networks.begin(), networks.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    for (qsizetype i = networks.size() - 1; i >= 0 && networks.size() > 1; --i) {
        if (networks.at(i).labels.value(u"hermes.platform"_s) != link.platform)
            continue;
        // One that a running container is in cannot be removed.
        const Status removed = link.engine->removeNetwork(networks.at(i).id, call);
        if (removed || removed.error().kind == ErrorKind::NotFound)
            networks.removeAt(i);
    }
    if (networks.isEmpty())
        return std::optional<docker::NetworkDetails>();
    if (networks.size() == 1)
        return std::optional(networks.first());
    return fail(ErrorKind::Conflict,
        translate("Runtime", "Host %1 has several Docker networks named %2.").arg(link.host.name, networkName), {},
        translate("Runtime", "Remove all but one of them on the host."));
}

static Result<QString> chooseSubnet(
    const HostLink &link, const QList<docker::NetworkDetails> &networks, const Call &call)
{
    HERMES_ASSIGN(const QByteArray routes, link.files->read(u"/proc/net/route"_s, call));
    const auto resolvConf = link.files->read(u"/etc/resolv.conf"_s, call);
    QList<Subnet> taken = parseRoutes(routes) + parseResolvers(resolvConf.value_or(QByteArray()));
    for (const auto &network : networks)
        if (const auto subnet = parseCidr(network.subnet))
            taken.append(*subnet);
    if (link.host.bridgeSubnet.isEmpty()) {
        const QString subnet = freeSubnet(taken);
        if (!subnet.isEmpty())
            return subnet;
        return fail(ErrorKind::Conflict,
            translate("Runtime", "Host %1 has no free /22 in 172.29.0.0/16 for the tenants' network.")
                .arg(link.host.name),
            {}, translate("Runtime", "Remove the host and add it again with --bridge-subnet."));
    }
    const auto wanted = parseCidr(link.host.bridgeSubnet);
    if (!wanted)
        return fail(ErrorKind::Invalid, translate("Runtime", "%1 is not an IPv4 subnet.").arg(link.host.bridgeSubnet));
    for (const auto &other : taken)
        if (wanted->overlaps(other))
            return fail(ErrorKind::Conflict,
                translate("Runtime", "The subnet %1 overlaps a network that host %2 already uses.")
                    .arg(link.host.bridgeSubnet, link.host.name),
                {}, translate("Runtime", "Choose another --bridge-subnet."));
    return link.host.bridgeSubnet;
}

Result<BridgeAddress> ensureNetwork(const HostLink &link, const Call &call)
{
    HERMES_ASSIGN(const auto networks, link.engine->listNetworks(call));
    HERMES_ASSIGN(const auto there, onlyOne(link, networks, call));
    if (there)
        return checked(link, *there);
    HERMES_ASSIGN(const QString subnet, chooseSubnet(link, networks, call));
    docker::NetworkSpec spec;
    spec.name = networkName;
    spec.subnet = subnet;
    spec.gateway = gatewayOf(*parseCidr(subnet));
    spec.labels
        = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.role"_s, u"network"_s}, {u"hermes.platform"_s, link.platform}};
    spec.options = {{u"com.docker.network.bridge.enable_icc"_s, u"false"_s}};
    // A Conflict here means that somebody was quicker; what counts is what is there now.
    const auto created = link.engine->createNetwork(spec, call);
    HERMES_ASSIGN(const auto after, link.engine->listNetworks(call));
    HERMES_ASSIGN(const auto network, onlyOne(link, after, call));
    if (network)
        return checked(link, *network);
    return created ? fail(ErrorKind::Remote,
               translate("Runtime", "The Docker network %1 on host %2 is gone again.").arg(networkName, link.host.name))
                   : tl::unexpected<Error>(created.error());
}

} // namespace hermes::containers
