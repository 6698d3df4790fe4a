#pragma once

#include "db.h"
#include "postgresaddress.h"
#include "registry.h"
#ifdef HERMES_HAS_POSTGRES_SERVER
#include "postgresserver.h"
#endif

#include <QTemporaryDir>
#include <gtest/gtest.h>

/// What every registry test stands on: a registry, a clock that moves when told to, and one plan. The registry is a
/// file; with HERMES_TEST_REGISTRY=postgresql a database of a server that these tests start.
class RegistryTest : public testing::Test {
protected:
    using Tenant = hermes::Tenant;
    using Phase = hermes::Phase;
    using Presence = hermes::Presence;
    using ErrorKind = hermes::ErrorKind;

    void SetUp() override
    {
        ASSERT_TRUE(directory.isValid());
        ASSERT_FALSE(url.isEmpty());
        registry = reopen();
        ASSERT_TRUE(registry);
    }

    [[nodiscard]] static bool isOnPostgres() { return qgetenv("HERMES_TEST_REGISTRY") == "postgresql"; }
    [[nodiscard]] static QString freshDatabase()
    {
#ifdef HERMES_HAS_POSTGRES_SERVER
        auto &server = hermes::test::PostgresServer::shared();
        EXPECT_EQ(server.problem(), QString());
        return server.freshDatabase();
#else
        return {};
#endif
    }
    /// The tables themselves.
    [[nodiscard]] std::unique_ptr<hermes::Db> tables() const
    {
        auto opened = isOnPostgres() ? hermes::Db::openPostgres(*hermes::PostgresAddress::fromUrl(url), {})
                                     : hermes::Db::openSqlite(path());
        EXPECT_TRUE(opened);
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] QString path() const
    {
        return directory.filePath(QStringLiteral("registry.db"));
    }
    [[nodiscard]] std::unique_ptr<hermes::Registry> reopen()
    {
        auto opened = hermes::Registry::open(url, clock, random);
        EXPECT_TRUE(opened) << (opened ? std::string() : opened.error().text().toStdString());
        return opened ? std::move(*opened) : nullptr;
    }

    [[nodiscard]] static hermes::ProvisionRequest request(
        const QString &name, const QString &order = {}, const QString &subscription = {})
    {
        hermes::ProvisionRequest made;
        made.name = name;
        made.order = order;
        made.subscription = subscription;
        made.planCode = QStringLiteral("basic");
        made.image = QStringLiteral("hermes:1");
        return made;
    }
    [[nodiscard]] Tenant provision(const QString &name, const QString &order = {}, const QString &subscription = {})
    {
        const auto recorded = registry->recordRequest(request(name, order, subscription), {}, plan, alice);
        EXPECT_TRUE(recorded) << (recorded ? std::string() : recorded.error().text().toStdString());
        return recorded ? recorded->tenant : Tenant();
    }
    [[nodiscard]] hermes::Host addHost(const QString &name, quint16 first = 8700, quint16 last = 9699, int capacity = 0)
    {
        hermes::Host host;
        host.name = name;
        host.address = name + QStringLiteral(":22");
        host.ports = {first, last};
        host.capacity = capacity;
        const auto added = registry->addHost(host, alice);
        EXPECT_TRUE(added) << (added ? std::string() : added.error().text().toStdString());
        return added ? *added : host;
    }
    [[nodiscard]] Tenant now(const Tenant &tenant) const
    {
        const auto found = registry->tenantById(tenant.id);
        EXPECT_TRUE(found);
        return found ? *found : Tenant();
    }
    /// A status write of the tenant as it is, by whoever holds its lease.
    [[nodiscard]] hermes::StatusWrite statusOf(const Tenant &tenant, Phase phase) const
    {
        const Tenant current = now(tenant);
        hermes::StatusWrite status;
        status.tenantId = current.id;
        status.epoch = current.leaseEpoch;
        status.generation = current.generation;
        status.phase = phase;
        return status;
    }
    void destroy(const Tenant &tenant, qint64 coolDownMs = 600'000)
    {
        ASSERT_TRUE(registry->setPresence(tenant.id, Presence::Absent, QStringLiteral("destroy"), -1, alice));
        const auto epoch = registry->claimLease(tenant.id, QStringLiteral("loop"), 30'000);
        ASSERT_TRUE(epoch);
        const auto gone = registry->markGone(tenant.id, *epoch, coolDownMs, alice);
        ASSERT_TRUE(gone && *gone);
        ASSERT_TRUE(registry->releaseLease(tenant.id, QStringLiteral("loop"), *epoch));
    }

    hermes::ManualClock clock;
    hermes::SeededRandom random{7};
    QTemporaryDir directory;
    const QString url = isOnPostgres() ? freshDatabase() : QStringLiteral("sqlite:") + path();
    hermes::Actor alice{QStringLiteral("alice@laptop"), QStringLiteral("SHA256:abc")};
    hermes::Plan plan{
        QStringLiteral("basic"), QStringLiteral("Basic"), hermes::Tier::Container, 512LL << 20, 0.5, 256, {}};
    std::unique_ptr<hermes::Registry> registry;
};
