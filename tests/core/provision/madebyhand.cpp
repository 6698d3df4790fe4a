#include "madebyhand.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

MadeByHand::MadeByHand(Program &program, const QString &userIdIn, const QString &name)
    : world(program.world)
    , host(program.world.host())
    , hostId(program.world.hosts.begin()->first)
    , userId(userIdIn)
{
    const auto code = world.wechat.fetchCode({}, {});
    world.wechat.confirm(code->content, userId);
    const auto answer = world.wechat.poll(code->token, {}, {}, {});
    token = answer->credentials.token;
    FakeEngine &engine = host.engine();
    EXPECT_TRUE(engine.createBindVolume(u"by-hand"_s, home, {}, {}));
    docker::ContainerSpec spec;
    spec.name = name;
    spec.image = program.options.image;
    spec.mounts = {{u"by-hand"_s, u"/opt/data"_s, true, false}};
    spec.ports = {{9119, port, u"127.0.0.1"_s}};
    spec.restartPolicy = u"always"_s;
    spec.environment = {{u"OPENAI_API_KEY"_s, u"sk-by-hand"_s}, {u"HERMES_DASHBOARD"_s, u"1"_s}};
    const auto made = engine.createContainer(spec, {});
    EXPECT_TRUE(made) << (made ? std::string() : made.error().text().toStdString());
    id = made ? made->id : QString();
    const auto write = [&](const QString &path, const QByteArray &bytes) {
        engine.writeFile(id, u"/opt/data/"_s + path, {docker::TarEntry::Type::File, bytes, 0600, 1000, 1000});
    };
    const auto account = home::accountFile({token, answer->credentials.botId, answer->credentials.baseUrl, userId,
        QDateTime::fromMSecsSinceEpoch(world.clock.wallMs() - 86'400'000, Qt::UTC)});
    write(account.path, account.content.reveal());
    write(u".env"_s, "SHOP=noodles\nWEIXIN_ACCOUNT_ID=" + answer->credentials.botId.toUtf8() + '\n');
    write(u"memories/diary.md"_s, "what was said");
    EXPECT_TRUE(engine.startContainer(id, {}));
    world.adopted.insert(id, {});
}

docker::ContainerDetails MadeByHand::container() const
{
    return host.engine().inspectContainer(id, {}).value_or(docker::ContainerDetails());
}

Result<Registry::Recorded> MadeByHand::record(Program &program, const QString &tenantName) const
{
    ProvisionRequest request;
    request.name = tenantName;
    request.planCode = u"basic"_s;
    request.image = program.options.image;
    const Plan plan{u"basic"_s, u"Basic"_s, Tier::Container, 512LL << 20, 0.5, 256, {}};
    return program.registry->recordAdoption(
        request, hostId, {home, id, container().summary.imageId, port}, plan, program.options.actor);
}

Tenant MadeByHand::adopt(Program &program, const QString &tenantName) const
{
    Tenant tenant = program.registry->tenant(tenantName).value_or(Tenant());
    if (tenant.id.isEmpty()) {
        const auto recorded = record(program, tenantName);
        EXPECT_TRUE(recorded) << (recorded ? std::string() : recorded.error().text().toStdString());
        tenant = recorded ? recorded->tenant : Tenant();
    }
    world.adopted.insert(id, tenant.id);
    return tenant;
}

void MadeByHand::expectAdopted(const Program &program, const QString &tenantId) const
{
    const Tenant tenant = program.tenant(tenantId);
    EXPECT_TRUE(tenant.adoptHome.isEmpty() && tenant.restoreFrom.isEmpty());
    EXPECT_EQ(program.registry->ports(tenantId)->dashboard, port);
    const auto bound = program.registry->binding(tenantId);
    ASSERT_TRUE(bound && *bound);
    EXPECT_EQ((*bound)->userId, userId);
    EXPECT_EQ((*bound)->tokenSha256, token.sha256());
    const auto diary = host.homeFile(tenantId, u"memories/diary.md"_s);
    ASSERT_TRUE(diary);
    EXPECT_EQ(diary->content, "what was said");
    const auto env = host.homeFile(tenantId, u".env"_s);
    ASSERT_TRUE(env);
    EXPECT_TRUE(env->content.startsWith("SHOP=noodles\n")) << env->content.toStdString();
    EXPECT_EQ(home::envValue(env->content, u"OPENAI_API_KEY"_s), "sk-by-hand");
    EXPECT_FALSE(home::envValue(env->content, u"HERMES_DASHBOARD"_s));
    const auto before = container();
    EXPECT_FALSE(before.running);
    EXPECT_EQ(before.restartPolicy, u"no"_s);
    EXPECT_TRUE(before.summary.name.endsWith(u".adopted"_s)) << before.summary.name.toStdString();
    const auto containers = host.tenantContainers(tenantId);
    ASSERT_EQ(containers.size(), 1);
    EXPECT_TRUE(containers.first().running);
    EXPECT_EQ(host.engine().containers().size(), 2) << "no job is left";
    EXPECT_EQ(host.engine().listVolumes({}, {}).value().size(), 2) << "its own, and that of the home";
    const FakeTree source = host.engine().device(home);
    EXPECT_EQ(source.files.value(u"memories/diary.md"_s).content, "what was said") << "nothing of it was changed";
}

} // namespace hermes::test
