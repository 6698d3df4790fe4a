#include "registrydoor.h"

#include "postgresaddress.h"

#include <QRegularExpression>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Result<HostAccess> accessTo(const QString &via, const AccessStore &store)
{
    static const QRegularExpression form(
        u"^(?:([^@\\s]+)@)?(\\[[0-9a-fA-F:.]+\\]|[^@:\\s\\[\\]]+)(?::([0-9]{1,5}))?$"_s);
    const auto match = form.match(via);
    const int port = match.captured(3).isEmpty() ? 22 : match.captured(3).toInt();
    if (!match.hasMatch() || port < 1 || port > 65535)
        return fail(ErrorKind::Invalid, translate("Fleet", "'%1' is no machine to go through.").arg(via), {},
            translate("Fleet", "Write via=USER@HOST:PORT."));
    HostAccess wanted;
    wanted.hostName = translate("Fleet", "the registry's host");
    wanted.user = match.captured(1);
    wanted.address = match.captured(2).remove(u'[').remove(u']');
    wanted.port = quint16(port);
    wanted.auth = u"agent"_s;
    HERMES_ASSIGN(const auto known, store.all());
    for (const HostAccess &access : known)
        if (access.address == wanted.address && access.port == wanted.port
            && (wanted.user.isEmpty() || access.user == wanted.user))
            return access;
    if (wanted.user.isEmpty())
        return fail(ErrorKind::Invalid, translate("Fleet", "It is not known as whom to log in at %1.").arg(via), {},
            translate("Fleet", "Write via=USER@HOST:PORT."));
    return wanted;
}

} // namespace

Result<RegistryDoor> openRegistry(const FleetOptions &options, const AccessStore &store,
    std::shared_ptr<ssh::KnownHosts> knownHosts, const Clock &clock, Random &random)
{
    RegistryDoor door;
    if (!PostgresAddress::isUrl(options.registryUrl)) {
        HERMES_ASSIGN(door.registry, Registry::open(options.registryUrl, clock, random));
        HERMES_ASSIGN(const QString moved, door.registry->movedTo());
        if (!moved.isEmpty())
            return fail(ErrorKind::Conflict, translate("Fleet", "This registry was moved to %1.").arg(moved), {},
                translate("Fleet",
                    "Use that one: --registry or HERMES_ADMIN_REGISTRY. Was the move broken off, do it "
                    "again: hermes-admin registry move --to URL."));
        return door;
    }
    HERMES_ASSIGN(PostgresAddress address, PostgresAddress::fromUrl(options.registryUrl));
    if (!address.via.isEmpty()) {
        HERMES_ASSIGN(const HostAccess access, accessTo(address.via, store));
        HERMES_ASSIGN(door.connection, connectionTo(access, store, std::move(knownHosts), options));
        HERMES_TRY(door.connection->connect(Call::in(std::chrono::seconds(20))));
        HERMES_ASSIGN(door.tunnel, door.connection->forward({address.host, address.port}));
        address.hostAddress = u"127.0.0.1"_s;
        address.nearPort = door.tunnel->port();
    }
    HERMES_ASSIGN(door.registry, Registry::open(address, clock, random));
    return door;
}

} // namespace hermes
