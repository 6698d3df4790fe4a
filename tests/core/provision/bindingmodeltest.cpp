#include "booksexplorer.h"

#include "db.h"

/// I9 over the real registry: one WeChat user is bound to one live tenant, whatever logins are confirmed, late, moved,
/// ended by a destroy, brought back by a restore, or found in a home that is taken over.
namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

enum class KnockOut { None, AskedBeforehand, NoJournal };

class BindingModel : public BooksExplorer {
public:
    explicit BindingModel(KnockOut knockOut = KnockOut::None)
        : m_knockOut(knockOut)
    { }

protected:
    void begin() override
    {
        Host host;
        host.name = u"h1"_s;
        host.address = u"h1:22"_s;
        host.ports = {8700, 8720};
        const auto added = registry().addHost(host, m_actor);
        ASSERT_TRUE(added);
        for (const QString &name : {u"a"_s, u"b"_s}) {
            ProvisionRequest request;
            request.name = name;
            request.planCode = m_plan.code;
            const auto made = registry().recordRequest(request, added->id, m_plan, m_actor);
            ASSERT_TRUE(made);
            ASSERT_TRUE(registry().place(made->tenant.id, added->id, {u"dashboard"_s}, m_actor));
        }
        ProvisionRequest request;
        request.name = u"found"_s;
        request.planCode = m_plan.code;
        const Registry::Adoption adoption{u"/srv/found"_s, u"c0ffee"_s, {}, 0};
        ASSERT_TRUE(registry().recordAdoption(request, added->id, adoption, m_plan, m_actor));
        if (m_knockOut == KnockOut::None)
            return;
        auto tables = Db::openSqlite(path(u"registry.db"_s));
        ASSERT_TRUE(tables);
        ASSERT_TRUE((*tables)->script(m_knockOut == KnockOut::NoJournal
                ? QStringList{u"create trigger knocked_out after insert on journal begin"
                              " delete from journal where id = new.id; end"_s}
                : QStringList{u"drop index bindings_live_user"_s}));
    }

    std::vector<Step> steps() override
    {
        std::vector<Step> all;
        const auto add = [&](const QString &name, std::function<void()> run) {
            all.push_back({name.toStdString(), std::move(run)});
        };
        const QStringList users{u"x"_s, u"y"_s};
        for (const QString &name : {u"a"_s, u"b"_s}) {
            const Tenant one = tenant(name);
            add(name + u": a login is opened"_s, [this, one] { (void)registry().openBindSession(one.id, m_actor); });
            // Confirmed by whoever holds the session's number, also late.
            for (const QStringList &session : books().rows(
                     "select id from bind_sessions where tenant_id = ? order by started_at desc, id limit 2", {one.id}))
                for (const QString &user : users)
                    add(name + u": "_s + user + u" confirms"_s, [=, this] { confirm(session.first(), one, user); });
            // Decided on a clash that was seen some time ago.
            for (const QStringList &clash :
                books().rows("select id, user_id from bind_sessions where tenant_id = ? and state = 'clash'"
                             " order by ended_at desc, id limit 2",
                    {one.id}))
                for (const QString &holder : {u"a"_s, u"b"_s, u"found"_s})
                    add(name + u": the WeChat moves from "_s + holder, [=, this] {
                        (void)registry().moveBinding(clash.at(0), holder, account(clash.at(1)), m_actor);
                    });
            add(name + u": destroy"_s,
                [this, one] { (void)registry().setPresence(one.id, Presence::Absent, u"destroy"_s, -1, m_actor); });
            if (one.presence == Presence::Absent)
                add(name + u": gone"_s, [this, one] {
                    const auto epoch = registry().claimLease(one.id, u"loop"_s, 30'000);
                    (void)registry().markGone(one.id, epoch.value_or(0), 0, m_actor);
                    (void)registry().releaseLease(one.id, u"loop"_s, epoch.value_or(0));
                });
            add(name + u": restore"_s,
                [this, one] { (void)registry().restoreTenant(one.id, u"backup.tar"_s, m_actor); });
        }
        const Tenant found = tenant(u"found"_s);
        add(u"found: its home is taken over, x's login with it"_s, [this, found] {
            const auto epoch = registry().claimLease(found.id, u"loop"_s, 30'000);
            (void)registry().homeAdopted(
                found.id, epoch.value_or(0), found.generation, u"home.tar"_s, account(u"x"_s), m_actor);
            (void)registry().releaseLease(found.id, u"loop"_s, epoch.value_or(0));
        });
        return all;
    }

    QByteArray face() override
    {
        QByteArray seen;
        for (const QStringList &row :
            books().rows("select t.name, t.presence, t.phase = 'GONE', t.restore_from <> '', t.bind_epoch > 0,"
                         " coalesce((select b.user_id from bindings b where b.tenant_id = t.id and b.live), ''),"
                         " coalesce((select b.user_id from bindings b where b.tenant_id = t.id and b.bind_epoch ="
                         " t.bind_epoch), '') from tenants t order by t.name"))
            seen += row.join(u' ').toUtf8() + '\n';
        // Which sessions there are, and what came before what.
        for (const QStringList &row :
            books().rows("select t.name, s.state, s.user_id, s.held_by, s.ended_at as at from bind_sessions s join"
                         " tenants t on t.id = s.tenant_id where s.id in (select id from bind_sessions o where"
                         " o.tenant_id = s.tenant_id order by o.started_at desc, o.id limit 2)"
                         " union all select t.name, 'bound', b.user_id, '', b.bound_at from bindings b"
                         " join tenants t on t.id = b.tenant_id where b.live order by at, 1, 2"))
            seen += row.mid(0, 4).join(u' ').toUtf8() + '\n';
        return seen;
    }

    std::string wrong() override
    {
        for (const QStringList &row :
            books().rows("select user_id from bindings b join tenants t on t.id = b.tenant_id"
                         " where b.live and t.phase <> 'GONE' group by 1 having count(*) > 1"))
            return "two live tenants of " + row.first().toStdString() + " (I9)";
        return {};
    }

private:
    void confirm(const QString &session, const Tenant &one, const QString &user)
    {
        const auto ended = registry().bindSession(session);
        if (m_knockOut != KnockOut::AskedBeforehand || !ended || ended->endedAt != 0) {
            (void)registry().confirmBinding(session, account(user), m_actor);
            return;
        }
        // As a program would that asks first and writes in a transaction of its own: another one's came in between.
        auto tables = Db::openSqlite(path(u"registry.db"_s));
        ASSERT_TRUE(tables);
        const Status done = (*tables)->script({u"update bindings set live = false where tenant_id = '%1'"_s.arg(one.id),
            u"insert into bindings (tenant_id, bot_id, user_id, base_url, token_sha256, bind_epoch, archive_path,"
            " bound_at, live) values ('%1', 'bot', '%2', '', '', %3, '', %4, true)"_s.arg(
                one.id, user, QString::number(100 + clock().wallMs() % 1'000'000), QString::number(clock().wallMs()))});
        ASSERT_TRUE(done) << done.error().text().toStdString();
    }
    static Binding account(const QString &user)
    {
        Binding binding;
        binding.botId = u"bot-"_s + user;
        binding.userId = user;
        binding.tokenSha256 = u"abc"_s;
        return binding;
    }

    KnockOut m_knockOut;
    Actor m_actor{u"operator@test"_s, {}};
    Plan m_plan{u"basic"_s, u"Basic"_s, Tier::Container, 1LL << 29, 0.5, 256, {}};
};

} // namespace

TEST(BindingModel, noWeChatEverServesTwo)
{
    const auto explored = BindingModel().explore(6);
    EXPECT_EQ(explored.violation, "");
    std::printf("bindings: %zu states, %zu steps\n", explored.states, explored.steps);
    EXPECT_GT(explored.states, 1000U);
}

TEST(BindingModel, isSeenToBeBrokenWhereItIsAskedBeforehand)
{
    const auto explored = BindingModel(KnockOut::AskedBeforehand).explore(4);
    EXPECT_NE(explored.violation.find("(I9)"), std::string::npos) << explored.states << " states, nothing noticed";
}

TEST(BindingModel, isSeenToBeBrokenWithoutAJournal)
{
    const auto explored = BindingModel(KnockOut::NoJournal).explore(2);
    EXPECT_NE(explored.violation.find("(I6)"), std::string::npos) << explored.states << " states, nothing noticed";
}

} // namespace hermes::test
