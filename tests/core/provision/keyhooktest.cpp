#include "simulation.h"

#include <QJsonDocument>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

class KeyHook : public SimulationTest {
protected:
    [[nodiscard]] QByteArray keyOf(const QString &tenantId) const
    {
        return "LLM_API_KEY=" + SimulatedKeys::key(world.keys.numberOf(tenantId)) + '\n';
    }
    [[nodiscard]] QStringList audited(const QString &verb) const
    {
        QStringList details;
        const auto rows = program->registry->audit(1000);
        for (const AuditRow &row : *rows)
            if (row.verb == verb)
                details.append(row.detail);
        return details;
    }
    void want(const Tenant &of, Presence presence)
    {
        ASSERT_TRUE(program->registry->setPresence(of.id, presence, u"wish"_s, -1, program->options.actor));
    }
    /// What the host's program does from now on; null: there is none.
    void setHook(MemoryHostFiles::Program program)
    {
        if (program)
            host().files().put(m_path, "#!", 0700);
        else
            host().files().take(m_path);
        host().files().setProgram(
            m_path, program ? std::move(program) : [](const QStringList &, const QByteArray &) -> Result<QByteArray> {
                return fail(ErrorKind::NotFound, u"gone"_s);
            });
    }
    void setRealHook()
    {
        setHook(
            [this](const QStringList &arguments, const QByteArray &input) { return world.keys.run(arguments, input); });
    }

private:
    const QString m_path = hostpaths::keyHook(Host());
};

} // namespace

TEST_F(KeyHook, issuesOnceForATenantsWholeLifeAndRevokesAtItsEnd)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    EXPECT_EQ(world.keys.issued(), 1);
    EXPECT_TRUE(env(made.id).contains(keyOf(made.id)));
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(world.keys.issued(), 1);
    ASSERT_EQ(audited(u"keys.issue"_s).size(), 1);
    EXPECT_TRUE(audited(u"keys.issue"_s).first().contains(u"\"llmApiTokenId\":1"_s));
    const auto known = program->registry->keysOf(made.id);
    ASSERT_TRUE(known && *known);
    EXPECT_FALSE(QJsonDocument((*known)->told).toJson().contains("sk-1")) << "the key itself is nowhere";
    want(made, Presence::Absent);
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    EXPECT_EQ(world.keys.numberOf(made.id), 0);
    EXPECT_EQ(audited(u"keys.revoke"_s).size(), 1);
    EXPECT_FALSE(program->registry->keysOf(made.id)->has_value());
}

TEST_F(KeyHook, givesWayToWhatTheRequestBrings)
{
    const Tenant requested = program->request(u"acme"_s);
    host().files().put(u"~/hermes/secrets/%1.env"_s.arg(requested.id), "LLM_API_KEY=mine\n");
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    EXPECT_TRUE(env(requested.id).contains("LLM_API_KEY=mine\n"));
    ASSERT_TRUE(program->registry->bumpGeneration(requested.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(requested.id, Phase::BindWait));
    EXPECT_TRUE(env(requested.id).contains("LLM_API_KEY=mine\n"));
}

TEST_F(KeyHook, isNotNeededAndMayComeLater)
{
    setHook({});
    const Tenant made = program->provision(u"acme"_s);
    EXPECT_FALSE(env(made.id).contains("LLM_API_KEY"));
    EXPECT_FALSE(program->registry->keysOf(made.id)->has_value());
    setRealHook();
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::BindWait));
    EXPECT_TRUE(env(made.id).contains(keyOf(made.id)));
}

TEST_F(KeyHook, thatFailsIsToldAndTriedAgain)
{
    setHook([](const QStringList &, const QByteArray &) -> Result<QByteArray> {
        return fail(ErrorKind::Remote, u"the hook failed on the host."_s, u"the gateway is closed on Sundays"_s);
    });
    const Tenant made = program->request(u"acme"_s);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Backoff));
    EXPECT_TRUE(mostlyText(tenant(made.id)).contains(u"closed on Sundays"_s))
        << mostlyText(tenant(made.id)).toStdString();
    setRealHook();
    ASSERT_TRUE(program->driveTo(made.id, Phase::BindWait));
    EXPECT_TRUE(env(made.id).contains(keyOf(made.id)));
}

TEST_F(KeyHook, isNeitherTrustedNorQuoted)
{
    for (const char *printed : {"sk-secret", R"({"env": ["sk-secret"]})", R"({"env": {"KEY": 5, "X": "sk-secret"}})",
             R"({"env": {"WEIXIN_TOKEN": "sk-secret"}})", R"({"env": {"KEY": "sk-secret\nWEIXIN_TOKEN=x"}})"}) {
        setHook(
            [printed](const QStringList &, const QByteArray &) -> Result<QByteArray> { return QByteArray(printed); });
        const Tenant made = program->request(u"acme"_s);
        EXPECT_TRUE(program->driveTo(made.id, Phase::Backoff)) << printed;
        EXPECT_FALSE(mostlyText(tenant(made.id)).contains(u"sk-secret"_s)) << mostlyText(tenant(made.id)).toStdString();
        EXPECT_FALSE(env(made.id).contains("sk-secret"));
        setRealHook();
        want(made, Presence::Absent);
        ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    }
}

TEST_F(KeyHook, thatIsMissingAtTheEndKeepsTheTenantFromGoing)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    setHook({});
    want(made, Presence::Absent);
    EXPECT_TRUE(program->driveTo(made.id, Phase::Backoff));
    EXPECT_TRUE(mostlyText(tenant(made.id)).contains(u"has no key hook"_s))
        << mostlyText(tenant(made.id)).toStdString();
    EXPECT_TRUE(tenant(made.id).hint.contains(u"hooks/tenant-keys"_s));
    setRealHook();
    ASSERT_TRUE(program->driveTo(made.id, Phase::Gone));
    EXPECT_EQ(world.keys.numberOf(made.id), 0);
}

TEST_F(KeyHook, thatIsMissingIsMissedByATenantThatNeedsIt)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    host().engine().writeFile(host().tenantContainers(made.id).first().summary.id, u"/opt/data/.env"_s,
        {docker::TarEntry::Type::File, "NOTHING=1\n", 0600, 10000, 10000});
    setHook({});
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    EXPECT_TRUE(program->driveTo(made.id, Phase::Backoff)) << "it does not serve without";
    setRealHook();
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_EQ(world.keys.issued(), 1) << "the same key";
    EXPECT_TRUE(env(made.id).contains(keyOf(made.id)));
}

TEST_F(KeyHook, knowsARevokedKeyThatABackupBrings)
{
    const Tenant made = program->ready(u"acme"_s, u"wx-1"_s);
    world.pass(1000);
    const auto backup = program->reconciler->backUp(made.id, 7, {}, {});
    ASSERT_TRUE(backup);
    // It got another one since.
    const QString issue = (*program->registry->keysOf(made.id))->issue;
    ASSERT_TRUE(world.keys.run({u"revoke"_s}, "{\"issue\": \"" + issue.toUtf8() + "\"}"));
    ASSERT_TRUE(program->registry->forgetKeys(made.id, issue, program->options.actor));
    ASSERT_TRUE(program->registry->bumpGeneration(made.id, u"restart"_s, -1, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    ASSERT_TRUE(env(made.id).contains("LLM_API_KEY=sk-2\n"));
    ASSERT_TRUE(program->registry->restoreTenant(made.id, backup->file, program->options.actor));
    ASSERT_TRUE(program->driveTo(made.id, Phase::Ready));
    EXPECT_TRUE(env(made.id).contains("LLM_API_KEY=sk-2\n")) << env(made.id).toStdString();
}

} // namespace hermes::test
