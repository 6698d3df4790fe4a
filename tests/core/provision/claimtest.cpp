#include "credentialfile.h"
#include "effects.h"
#include "hostclaim.h"
#include "memoryhostfiles.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <gtest/gtest.h>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

struct Claimant {
    explicit Claimant(const QString &platform = u"ours"_s)
    {
        link.platform = platform;
        link.host.name = u"ecs-1"_s;
        link.engine = engine;
        link.files = files;
    }
    void label(const QString &platform) const
    {
        engine->addImage(u"i"_s);
        docker::ContainerSpec spec;
        spec.name = u"something"_s;
        spec.image = u"i"_s;
        spec.labels = {{u"hermes.managed"_s, u"1"_s}, {u"hermes.platform"_s, platform}};
        ASSERT_TRUE(engine->createContainer(spec, {}));
    }
    ManualClock clock;
    std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>(clock);
    std::shared_ptr<MemoryHostFiles> files = std::make_shared<MemoryHostFiles>();
    HostLink link;
};

ilink::Credentials credentials(const QByteArray &token = "bot1@im.bot:secret")
{
    return {Secret(token), u"bot1@im.bot"_s, u"https://ilink.example"_s, u"wx-1"_s};
}

} // namespace

TEST(HostClaimTest, isWrittenOnceAndFoundAgain)
{
    const Claimant ours;
    const auto first = claimHost(ours.link, 0, false, {});
    ASSERT_TRUE(first);
    EXPECT_EQ(first->number, 1);
    EXPECT_EQ(ours.files->find(hostpaths::claim)->mode, 0600);
    const auto again = claimHost(ours.link, 1, false, {});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->number, 1);
    EXPECT_TRUE(checkClaim(ours.link, 1, {}));
}

TEST(HostClaimTest, namesTheRegistryThatOwnsTheHostAndTouchesNothing)
{
    const Claimant ours;
    ours.files->put(hostpaths::claim, writeClaim({u"theirs"_s, 4}));
    for (const bool takeOver : {false, true}) {
        const auto refused = claimHost(ours.link, 0, takeOver, {});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
        EXPECT_TRUE(refused.error().message.contains(u"theirs"_s));
    }
    EXPECT_FALSE(checkClaim(ours.link, 1, {}));
    ASSERT_TRUE(releaseClaim(ours.link, {}));
    EXPECT_EQ(ours.files->find(hostpaths::claim)->bytes, writeClaim({u"theirs"_s, 4}));
}

TEST(HostClaimTest, isRefusedWhereTheEngineHoldsSomethingOfAnotherPlatform)
{
    const Claimant ours;
    ours.label(u"theirs"_s);
    const auto refused = claimHost(ours.link, 0, false, {});
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"theirs"_s));
    EXPECT_FALSE(ours.files->find(hostpaths::claim));
}

TEST(HostClaimTest, stopsAnOldCopyOfTheRegistryAndLetsTheNewOneTakeOver)
{
    const Claimant ours;
    ours.files->put(hostpaths::claim, writeClaim({u"ours"_s, 5}));
    const auto fenced = claimHost(ours.link, 4, false, {});
    ASSERT_FALSE(fenced);
    EXPECT_EQ(fenced.error().detail, u"FENCED"_s);
    EXPECT_EQ(checkClaim(ours.link, 4, {}).error().detail, u"FENCED"_s);
    const auto taken = claimHost(ours.link, 4, true, {});
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->number, 6);
    EXPECT_EQ(parseClaim(ours.files->find(hostpaths::claim)->bytes)->number, 6);
}

TEST(HostClaimTest, belongsToWhoeverWasFirstOfTwo)
{
    const Claimant ours;
    // Another registry is quicker by the time that ours is written.
    ours.files->setHooks(
        [&](const FakeEngine::CallInfo &info) -> std::optional<Error> {
            if (info.name == "createExclusive"_L1)
                ours.files->put(hostpaths::claim, writeClaim({u"theirs"_s, 1}));
            return std::nullopt;
        },
        {});
    const auto refused = claimHost(ours.link, 0, false, {});
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(u"theirs"_s));
}

TEST(HostClaimTest, refusesAClaimThatCannotBeRead)
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("junk"), QByteArray("{}"),
             QByteArray(R"({"platform":"x","claim":0})"), QByteArray(R"({"platform":"","claim":3})")}) {
        const auto claim = parseClaim(bytes);
        ASSERT_FALSE(claim) << bytes.toStdString();
        EXPECT_FALSE(claim.error().hint.isEmpty());
    }
    EXPECT_EQ(parseClaim(writeClaim({u"x"_s, 3}))->number, 3);
}

TEST(CredentialFileTest, isReservedBlankFilledInPlaceAndReadBack)
{
    const Claimant ours;
    const QString path = credentialPath(ours.link.host, u"t1"_s, u"s1"_s);
    EXPECT_EQ(path, u"~/hermes/archive/t1/login-s1.json"_s);
    ASSERT_TRUE(reserveCredentialFile(ours.link, path, {}));
    EXPECT_EQ(ours.files->find(path)->bytes.size(), credentialFileSize);
    EXPECT_EQ(ours.files->find(path)->mode, 0600);
    EXPECT_FALSE(readCredentialFile(ours.link, path, {}).value());

    ours.files->setDiskFull(true);
    ASSERT_TRUE(fillCredentialFile(ours.link, path, credentials(), 1234, {})) << "its room was reserved";
    EXPECT_EQ(ours.files->find(path)->bytes.size(), credentialFileSize);
    const auto account = readCredentialFile(ours.link, path, {}).value();
    ASSERT_TRUE(account);
    EXPECT_EQ(account->token.reveal(), "bot1@im.bot:secret");
    EXPECT_EQ(account->botId, u"bot1@im.bot"_s);
    EXPECT_EQ(account->userId, u"wx-1"_s);
    EXPECT_EQ(account->savedAt.toMSecsSinceEpoch(), 1234);
}

TEST(CredentialFileTest, isNotEmptiedByReservingItAgain)
{
    const Claimant ours;
    const QString path = credentialPath(ours.link.host, u"t1"_s, u"s1"_s);
    ASSERT_TRUE(reserveCredentialFile(ours.link, path, {}));
    ASSERT_TRUE(fillCredentialFile(ours.link, path, credentials(), 1, {}));
    ASSERT_TRUE(reserveCredentialFile(ours.link, path, {}));
    EXPECT_TRUE(readCredentialFile(ours.link, path, {}).value());
}

TEST(CredentialFileTest, saysThatItIsDamaged)
{
    const Claimant ours;
    const QString path = credentialPath(ours.link.host, u"t1"_s, u"s1"_s);
    ASSERT_TRUE(reserveCredentialFile(ours.link, path, {}));
    ASSERT_TRUE(fillCredentialFile(ours.link, path, credentials(), 1, {}));
    QByteArray torn = ours.files->find(path)->bytes;
    torn.replace(":secret", ":secreT");
    for (const QByteArray &bytes : {torn, torn.left(40), QByteArray("{}")}) {
        ours.files->put(path, bytes);
        const auto read = readCredentialFile(ours.link, path, {});
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().kind, ErrorKind::Invalid);
    }
}

TEST(CredentialFileTest, handsTheTenNewestTokensOutNewestFirstWithoutBlankOrDamagedOnes)
{
    const Claimant ours;
    for (int i = 1; i <= 12; ++i) {
        const QString path = credentialPath(ours.link.host, u"t1"_s, QString::number(i));
        ASSERT_TRUE(reserveCredentialFile(ours.link, path, {}));
        ASSERT_TRUE(fillCredentialFile(ours.link, path, credentials("token-" + QByteArray::number(i)), 1000 + i, {}));
    }
    ASSERT_TRUE(reserveCredentialFile(ours.link, credentialPath(ours.link.host, u"t1"_s, u"blank"_s), {}));
    ours.files->put(credentialPath(ours.link.host, u"t1"_s, u"damaged"_s), "{");
    ours.files->put(u"~/hermes/archive/t1/home-g1.tar.gz"_s, "packed");
    const auto tokens = archivedTokens(ours.link, u"t1"_s, {}).value();
    ASSERT_EQ(tokens.size(), 10);
    EXPECT_EQ(tokens.first().reveal(), "token-12");
    EXPECT_EQ(tokens.last().reveal(), "token-3");
    EXPECT_TRUE(archivedTokens(ours.link, u"another"_s, {}).value().isEmpty());
}

TEST(TenantFileTest, saysWhatIsNeededToRebuildALostRegistryAndNoSecret)
{
    Tenant tenant;
    tenant.id = u"t1"_s;
    tenant.name = u"acme"_s;
    tenant.subscription = u"sub-1"_s;
    tenant.order = u"order-1"_s;
    tenant.planCode = u"basic"_s;
    tenant.presence = Presence::Paused;
    tenant.generation = 3;
    tenant.image = u"hermes:1"_s;
    tenant.imageId = u"sha256:1"_s;
    tenant.memoryBytes = 1LL << 30;
    tenant.bindEpoch = 2;
    tenant.nonce = u"n0nce"_s;
    const Binding binding{u"t1"_s, u"bot1@im.bot"_s, u"wx-1"_s, u"https://x"_s, u"hash-of-token"_s, 2, u"path"_s, 1};
    const QByteArray bytes = tenantFileContent(tenant, {8701, 0, 0}, binding);
    const QJsonObject file = QJsonDocument::fromJson(bytes).object();
    EXPECT_EQ(file[u"id"].toString(), u"t1"_s);
    EXPECT_EQ(file[u"name"].toString(), u"acme"_s);
    EXPECT_EQ(file[u"subscription"].toString(), u"sub-1"_s);
    EXPECT_EQ(file[u"order"].toString(), u"order-1"_s);
    EXPECT_EQ(file[u"plan"].toString(), u"basic"_s);
    EXPECT_EQ(file[u"tier"].toString(), u"container"_s);
    EXPECT_EQ(file[u"presence"].toString(), u"PAUSED"_s);
    EXPECT_EQ(file[u"generation"].toInt(), 3);
    EXPECT_EQ(file[u"imageId"].toString(), u"sha256:1"_s);
    EXPECT_EQ(file[u"memoryBytes"].toInteger(), 1LL << 30);
    EXPECT_EQ(file[u"dashboardPort"].toInt(), 8701);
    EXPECT_EQ(file[u"bindEpoch"].toInt(), 2);
    EXPECT_EQ(file[u"userId"].toString(), u"wx-1"_s);
    EXPECT_FALSE(bytes.contains("hash-of-token"));
    EXPECT_FALSE(bytes.contains("n0nce"));
    EXPECT_EQ(bytes, tenantFileContent(tenant, {8701, 0, 0}, binding));
}

} // namespace hermes::test
