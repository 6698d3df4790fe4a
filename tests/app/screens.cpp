#include "window.h"

#include <QDir>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickStyle>
#include <functional>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

using Scene = DemoBackend::Scene;

/// One picture: what the fleet is like, and what a person has done.
struct Shot {
    QString name;
    Scene scene = Scene::Normal;
    std::function<void(TestWindow &)> prepare = [](TestWindow &) {};
    QSize size = {1440, 900};
};

void showPage(TestWindow &window, const QString &page)
{
    QMetaObject::invokeMethod(window.root(), "show", Q_ARG(QString, page));
}

void openBind(TestWindow &window)
{
    window.app().tenants()->select(u"acme-research"_s);
    TestWindow::settle(600);
}

void fillNewTenant(TestWindow &window)
{
    NewTenantController *form = window.app().newTenant();
    form->begin();
    TestWindow::settle();
    form->setName(u"harbor-light"_s);
    form->setOrder(u"cmp6ho41q4f0003l60bm1k9r7tz"_s);
    form->setSecretText(0, u"one\ntwo"_s);
    form->submit();
    TestWindow::settle(500);
}

void askTrust(TestWindow &window, const QString &state)
{
    showPage(window, u"hosts"_s);
    window.backend().setHostKeyState(state);
    window.app().trust()->ask(u"ecs-hz-02"_s, u"ops@47.98.12.206:22"_s);
    TestWindow::settle(400);
}

void showHostTab(TestWindow &window, int tab)
{
    showPage(window, u"hosts"_s);
    window.app().hosts()->select(u"ecs-hz-01"_s);
    window.app().leaks()->look();
    TestWindow::settle();
    if (QObject *tabs = window.root()->findChild<QObject *>(u"hostTabs"_s))
        tabs->setProperty("currentIndex", tab);
}

void beginUpgrade(TestWindow &window, const QStringList &names, const QString &image)
{
    window.app().upgrade()->askUpgrade(names, image);
    TestWindow::settle(100);
    window.app().upgrade()->accept();
}

void moveJobsOn(TestWindow &window, int seconds)
{
    for (int second = 0; second < seconds; ++second) {
        window.clock().advance(1'000);
        window.app().tick();
        window.backend().moveJobsOn();
    }
}

void showOrders(TestWindow &window, const QString &tab = u"waiting"_s)
{
    showPage(window, u"orders"_s);
    window.app().orders()->setTab(tab);
    TestWindow::settle(100);
}

void showOrderOf(TestWindow &window, const QString &tenant)
{
    showOrders(window);
    window.app().orders()->select(window.app().tenants()->model().find(tenant)->order);
    TestWindow::settle(100);
}

void showAudit(TestWindow &window)
{
    showPage(window, u"activity"_s);
    if (QObject *tabs = window.root()->findChild<QObject *>(u"activityTabs"_s))
        tabs->setProperty("currentIndex", 1);
    TestWindow::settle(100);
}

const QString lostOrder = u"cmp6h01ii0k001l60bqz7m4tehx"_s;

const QStringList several{u"an-ruo"_s, u"gu-xinyi"_s, u"jade-harbor"_s, u"ming-securities"_s, u"silk-road-fund"_s,
    u"xu-man"_s, u"peak-seven"_s, u"kunlun-desk"_s, u"fang-lei"_s, u"huaxin-capital"_s};

QList<Shot> pages()
{
    const QSize small(1080, 720);
    return {
        {u"tenants"_s, Scene::Normal, openBind},
        {u"tenants-ready"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->rows()->sortBy(u"name"_s);
                w.app().tenants()->select(u"lin-jia"_s);
            }},
        {u"tenants-blocked"_s, Scene::Normal, [](TestWindow &w) { w.app().tenants()->select(u"huaxin-capital"_s); }},
        {u"tenants-degraded"_s, Scene::Normal, [](TestWindow &w) { w.app().tenants()->select(u"orient-quant"_s); }},
        {u"tenants-unknown"_s, Scene::Normal, [](TestWindow &w) { w.app().tenants()->select(u"northgate-fund"_s); }},
        {u"tenants-checked"_s, Scene::Normal,
            [](TestWindow &w) {
                for (const QString &name : {u"an-ruo"_s, u"dong-yi"_s, u"fang-lei"_s})
                    w.app().tenants()->check(name, true);
            }},
        {u"tenants-filtered"_s, Scene::Normal, [](TestWindow &w) { w.app().tenants()->pressCard(u"group:stuck"_s); }},
        {u"tenants-nomatch"_s, Scene::Normal, [](TestWindow &w) { w.app().tenants()->rows()->setText(u"nobody"_s); }},
        {u"tenants-empty"_s, Scene::Empty, [](TestWindow &) {}, small},
        {u"tenants-nohosts"_s, Scene::NoHosts, [](TestWindow &) {}, small},
        {u"tenants-loading"_s, Scene::Loading, [](TestWindow &) {}, small},
        {u"tenants-stale"_s, Scene::Lost, [](TestWindow &) {}, small},
        {u"tenants-unreadable"_s, Scene::Unreadable, [](TestWindow &) {}, small},
        {u"hosts"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
            }},
        {u"hosts-refused"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                HostRow row = *w.app().hosts()->rows()->find(u"ecs-hz-02"_s);
                row.state = u"REFUSED"_s;
                row.errorMessage = u"47.98.12.206 refused the login of ops."_s;
                row.errorDetail = u"Tried publickey with ~/.ssh/id_ed25519; the host allows publickey"_s;
                row.errorHint = u"Put the public key into ~/.ssh/authorized_keys there, then try again."_s;
                Q_EMIT w.backend().hostChanged(row);
                w.app().hosts()->select(row.name);
            }},
        {u"hosts-tested"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                w.app().hosts()->test();
            }},
        {u"hosts-empty"_s, Scene::NoHosts, [](TestWindow &w) { showPage(w, u"hosts"_s); }, small},
        {u"hosts-loading"_s, Scene::Loading, [](TestWindow &w) { showPage(w, u"hosts"_s); }, small},
        {u"hosts-stale"_s, Scene::Lost, [](TestWindow &w) { showPage(w, u"hosts"_s); }, small},
        {u"settings"_s, Scene::Normal, [](TestWindow &w) { showPage(w, u"settings"_s); }},
        {u"new-tenant"_s, Scene::Normal, fillNewTenant},
        {u"new-tenant-prefab"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().newTenant()->begin();
                TestWindow::settle();
                w.app().newTenant()->setName(u"harbor-light"_s);
                w.app().newTenant()->setTier(u"prefab"_s);
                TestWindow::settle(500);
            }},
        {u"add-host-prefab"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().addHost()->begin();
                w.app().addHost()->setAllowPrefab(true);
                w.app().addHost()->setHermesPath(u"/opt/hermes bin"_s);
            }},
        {u"new-tenant-shared"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().newTenant()->begin();
                TestWindow::settle();
                w.app().newTenant()->setName(u"harbor-light"_s);
                w.app().newTenant()->setTier(u"shared"_s);
                TestWindow::settle(500);
            }},
        {u"add-host-shared"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().addHost()->begin();
                w.app().addHost()->setAllowPrefab(true);
                w.app().addHost()->setAllowShared(true);
            }},
        {u"plan-containerize"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"chen-yutong"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"containerize"_s);
                TestWindow::settle(500);
            }},
        {u"add-host"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().addHost()->begin();
                w.app().addHost()->setName(u"ecs-gz-01"_s);
                w.app().addHost()->setAddress(u"ops@"_s);
            }},
        {u"trust-unknown"_s, Scene::Normal,
            [](TestWindow &w) {
                askTrust(w, u"UNKNOWN"_s);
                w.app().trust()->setPasted(w.app().trust()->shown());
            }},
        {u"trust-changed"_s, Scene::Normal,
            [](TestWindow &w) {
                askTrust(w, u"CHANGED"_s);
                w.app().trust()->setTypedName(u"ecs-h"_s);
            }},
        {u"trust-revoked"_s, Scene::Normal, [](TestWindow &w) { askTrust(w, u"REVOKED"_s); }},
        {u"destroy"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"lin-jia"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"destroy"_s);
            }},
        {u"host-forget"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-bj-01"_s);
                TestWindow::settle();
                QMetaObject::invokeMethod(w.root()->findChild<QObject *>(u"forgetHostDialog"_s), "open");
            }},
        {u"leaks"_s, Scene::Normal, [](TestWindow &w) { showPage(w, u"leaks"_s); }},
        {u"leaks-empty"_s, Scene::Empty, [](TestWindow &w) { showPage(w, u"leaks"_s); }},
        {u"plan-restart"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"he-siyuan"_s);
                TestWindow::settle();
                w.app().plan()->ask(u"restart"_s, {u"lin-jia"_s});
            }},
        {u"plan-stop-many"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().plan()->ask(u"stop"_s, {u"he-siyuan"_s, u"lin-jia"_s, u"tao-jing"_s});
            }},
        {u"plan-move"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"sun-weiran"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"movehere"_s);
            }},
        {u"move-tenant"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"lin-jia"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"migrate"_s);
            }},
        {u"upgrade"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"jade-harbor"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"upgrade"_s);
                w.app().upgrade()->setImage(u"nousresearch/hermes-agent:0.14.0"_s);
                TestWindow::settle(500);
            }},
        {u"upgrade-many"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().upgrade()->askUpgrade(several, u"nousresearch/hermes-agent:0.14.0"_s);
                TestWindow::settle(300);
            }},
        {u"upgrade-wrong"_s, Scene::Normal,
            [](TestWindow &w) { w.app().upgrade()->askUpgrade({u"jade-harbor"_s}, u"hermes agent"_s); }},
        {u"upgrade-running"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"jade-harbor"_s);
                beginUpgrade(w, {u"jade-harbor"_s}, u"nousresearch/hermes-agent:0.14.0"_s);
                moveJobsOn(w, 3);
            }},
        {u"rollback"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"silk-road-fund"_s);
                TestWindow::settle();
                w.app().tenant()->act(u"rollback"_s);
                TestWindow::settle(300);
            }},
        {u"backups"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->rows()->sortBy(u"name"_s);
                w.app().tenants()->select(u"silk-road-fund"_s);
                w.app().tenant()->act(u"restore"_s);
                w.app().backups()->backUp();
                moveJobsOn(w, 3);
            },
            {1440, 1180}},
        {u"backups-empty"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"kunlun-desk"_s);
                w.app().tenant()->act(u"restore"_s);
            }},
        {u"backups-failed"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"northgate-fund"_s);
                w.app().tenant()->act(u"restore"_s);
            }},
        {u"restore"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"silk-road-fund"_s);
                w.app().tenant()->act(u"restore"_s);
                TestWindow::settle(100);
                const RecordListModel &rows = *w.app().backups()->rows();
                w.app().backups()->restore(rows.index(1).data(rows.roleNames().key("file")).toString());
            }},
        {u"activity"_s, Scene::Normal,
            [](TestWindow &w) {
                beginUpgrade(w, {u"riverbend-io"_s}, u"nousresearch/hermes-agent:0.14.0"_s);
                moveJobsOn(w, 5);
                beginUpgrade(w, several, u"nousresearch/hermes-agent:0.14.0-broken"_s);
                moveJobsOn(w, 9);
                beginUpgrade(w, several, u"nousresearch/hermes-agent:0.14.0"_s);
                moveJobsOn(w, 7);
            }},
        {u"activity-failed"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().upgrade()->setAtOnce(u"2"_s);
                beginUpgrade(w, several, u"nousresearch/hermes-agent:0.14.0-broken"_s);
                moveJobsOn(w, 9);
            }},
        {u"activity-empty"_s, Scene::Normal, [](TestWindow &w) { showPage(w, u"activity"_s); }, small},
        {u"audit"_s, Scene::Normal, showAudit},
        {u"audit-entry"_s, Scene::Normal,
            [](TestWindow &w) {
                showAudit(w);
                w.app().audit()->verify();
                w.app().audit()->select(w.app().audit()->entryAt(2));
            }},
        {u"audit-broken"_s, Scene::Normal,
            [](TestWindow &w) {
                showAudit(w);
                w.backend().setAuditBrokenAt(17);
                w.app().audit()->verify();
            },
            small},
        {u"audit-nomatch"_s, Scene::Normal,
            [](TestWindow &w) {
                showAudit(w);
                w.app().audit()->setSearch(u"nobody"_s);
                TestWindow::settle(400);
            },
            small},
        {u"audit-empty"_s, Scene::Empty, showAudit, small},
        {u"notice"_s, Scene::Normal,
            [](TestWindow &w) {
                w.clock().advance(200'000);
                w.app().tick();
            }},
        {u"host-cordoned"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-sh-01"_s);
            }},
        {u"host-leaks"_s, Scene::Normal, [](TestWindow &w) { showHostTab(w, 1); }},
        {u"host-events"_s, Scene::Normal, [](TestWindow &w) { showHostTab(w, 2); }},
        {u"host-settings"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                w.app().hosts()->askSettings();
            }},
        {u"host-settings-refused"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                w.app().hosts()->askSettings();
                TestWindow::settle();
                w.app().hostSettings()->setCapacity(u"12"_s);
                w.app().hostSettings()->setAllowPrefab(false);
                w.app().hostSettings()->submit();
            }},
        {u"host-settings-wrong"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                w.app().hosts()->askSettings();
                TestWindow::settle();
                w.app().hostSettings()->setOvercommit(u"30"_s);
                w.app().hostSettings()->setReserve(u"some"_s);
                w.app().hostSettings()->submit();
            }},
        {u"host-full"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                HostRow row = *w.app().hosts()->rows()->find(u"ecs-hz-02"_s);
                row.room = 0;
                row.full = u"memory: 95.5 of its 32.0 GiB (300 %) are promised, this tenant may take 1.0 GiB"_s;
                Q_EMIT w.backend().hostChanged(row);
                w.app().hosts()->select(row.name);
            }},
        {u"host-drains"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                (void)w.backend().drainHost(u"ecs-hz-01"_s);
                for (int turn = 0; turn < 2; ++turn) {
                    w.clock().advance(9'000);
                    w.backend().carryDrains();
                }
                w.app().tick();
            }},
        {u"host-drain-stopped"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-02"_s);
                (void)w.backend().drainHost(u"ecs-hz-02"_s);
                w.clock().advance(9'000);
                w.backend().carryDrains();
                w.app().drain()->stop();
            }},
        {u"host-drained"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-sz-01"_s);
                (void)w.backend().drainHost(u"ecs-sz-01"_s);
                for (int turn = 0; turn < 4; ++turn) {
                    w.clock().advance(9'000);
                    w.backend().carryDrains();
                }
                w.app().tick();
            }},
        {u"adopt"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                w.app().adopt()->begin(u"ecs-hz-01"_s);
                TestWindow::settle(500);
            }},
        {u"adopt-empty"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-02"_s);
                w.app().adopt()->begin(u"ecs-hz-02"_s);
                TestWindow::settle(300);
            }},
        {u"move-all"_s, Scene::Normal,
            [](TestWindow &w) {
                showPage(w, u"hosts"_s);
                w.app().hosts()->select(u"ecs-hz-01"_s);
                TestWindow::settle();
                w.app().move()->askHost(u"ecs-hz-01"_s);
            }},
        {u"plan-waits"_s, Scene::Normal,
            [](TestWindow &w) {
                w.app().tenants()->select(u"lin-jia"_s);
                TestWindow::settle();
                w.app().plan()->ask(u"restart"_s, {u"lin-jia"_s});
                w.app().plan()->acceptWhenIdle();
            }},
        {u"orders"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w);
                w.app().orders()->select(lostOrder);
            }},
        {u"orders-list"_s, Scene::Normal, [](TestWindow &w) { showOrders(w); }},
        {u"orders-all"_s, Scene::Normal, [](TestWindow &w) { showOrders(w, u"all"_s); }},
        {u"orders-ugly"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w, u"all"_s);
                w.app().orders()->select(DemoOrders::markup());
                TestWindow::settle(100);
                w.app().order()->setPersonal(true);
                if (auto *table = w.window()->findChild<QQuickItem *>(u"ordersTable"_s))
                    table->setProperty("contentY", 520);
            }},
        {u"orders-nomatch"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w, u"all"_s);
                w.app().orders()->setSearch(u"nobody"_s);
                TestWindow::settle(400);
            }},
        {u"orders-handoffs"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w, u"handoffs"_s);
                w.app().orders()->select(w.app().orders()->rows()->idAt(0));
            }},
        {u"orders-card-blocked"_s, Scene::Normal, [](TestWindow &w) { showOrderOf(w, u"huaxin-capital"_s); }},
        {u"orders-card-scan"_s, Scene::Normal, [](TestWindow &w) { showOrderOf(w, u"acme-research"_s); }},
        {u"orders-card-delivered"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrderOf(w, u"ming-securities"_s);
                w.app().order()->setPersonal(true);
            }},
        {u"orders-card-missing"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrderOf(w, u"riverbend-io"_s);
                w.app().order()->setReason({});
                w.app().order()->perform();
            }},
        {u"orders-card-conflict"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrderOf(w, u"huaxin-capital"_s);
                w.app().order()->setNote(u"The port is free again"_s);
                w.backend().orderBook().touch(w.app().order()->order(), u"li@ops-pc"_s);
                w.app().order()->perform();
            }},
        {u"orders-card-done"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrderOf(w, u"chen-yutong"_s);
                w.app().order()->setNote(u"Customer called 13:38; the disk has room again"_s);
                w.app().order()->perform();
            }},
        {u"orders-card-handoff"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w, u"all"_s);
                w.app().orders()->select(u"cmp5zk9v70009l60bx3n8qd2fa"_s);
            }},
        {u"orders-narrow"_s, Scene::Normal,
            [](TestWindow &w) {
                showOrders(w);
                w.app().orders()->select(lostOrder);
            },
            small},
        {u"orders-quiet"_s, Scene::Normal,
            [](TestWindow &w) {
                w.backend().setOrders(DemoOrders::State::Quiet);
                showOrders(w);
            },
            small},
        {u"orders-empty"_s, Scene::Empty, [](TestWindow &w) { showOrders(w); }, small},
        {u"orders-loading"_s, Scene::Loading, [](TestWindow &w) { showOrders(w); }, small},
        {u"orders-stale"_s, Scene::Normal,
            [](TestWindow &w) {
                w.backend().setOrders(DemoOrders::State::Silent);
                showOrders(w);
            },
            small},
        {u"orders-error"_s, Scene::Normal,
            [](TestWindow &w) {
                w.backend().setOrders(DemoOrders::State::Unset);
                w.backend().setOrders(DemoOrders::State::Unreadable);
                showOrders(w);
            },
            small},
        {u"orders-lost"_s, Scene::Lost, [](TestWindow &w) { showOrders(w); }, small},
        {u"passphrase"_s, Scene::Normal,
            [](TestWindow &w) {
                Q_EMIT w.backend().secretAsked(
                    u"ecs-gz-01"_s, QCoreApplication::translate("Demo", "Passphrase of ~/.ssh/id_ed25519"));
            }},
        {u"bind-scanned"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"SCANNED"_s);
            }},
        {u"bind-digits"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"DIGITS_REFUSED"_s);
            }},
        {u"bind-held-up"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"ASKING"_s);
                w.backend().setBindProblem(u"acme-research"_s, u"iLink did not answer within 10 s."_s);
            }},
        {u"bind-renewing"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"RENEWING"_s);
            }},
        {u"bind-stale"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"STALE"_s);
            }},
        {u"bind-confirmed"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"CONFIRMED"_s);
            }},
        {u"bind-ended"_s, Scene::Normal,
            [](TestWindow &w) {
                openBind(w);
                w.backend().setBindState(u"acme-research"_s, u"ENDED"_s);
            }},
    };
}

bool take(const Shot &shot, const QString &theme, const QString &language, const QDir &dir)
{
    TestWindow window(shot.scene, theme, language, shot.size);
    if (!window.window()) {
        qCritical("the window could not be made");
        return false;
    }
    shot.prepare(window);
    TestWindow::settle(350);
    const QString file = dir.filePath(u"%1-%2-%3.png"_s.arg(shot.name, theme, language));
    return window.picture().save(file);
}

} // namespace

/// hermes-screens [NAME…]: all pictures, or those whose name begins so, in light, dark, en and zh_CN.
int main(int argc, char *argv[])
{
    qputenv("TZ", "Asia/Shanghai");
    qputenv("QT_QUICK_BACKEND", "software");
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(u"0.1.0"_s);
    QQuickStyle::setStyle(u"Hermes.Style"_s);
    const QDir dir(qEnvironmentVariable("HERMES_SCREENS_DIR", QStringLiteral(HERMES_SCREENS_DIR)));
    dir.mkpath(u"."_s);
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const QStringList themes = qEnvironmentVariable("HERMES_SCREENS_THEMES", u"light,dark"_s).split(u',');
    const QStringList languages = qEnvironmentVariable("HERMES_SCREENS_LANGUAGES", u"en,zh_CN"_s).split(u',');
    int failed = 0;
    for (const Shot &shot : pages()) {
        const bool named = wanted.isEmpty() || wanted.contains(shot.name)
            || std::any_of(wanted.begin(), wanted.end(),
                [&](const QString &w) { return w.endsWith(u'*') && shot.name.startsWith(w.chopped(1)); });
        for (const QString &theme : named ? themes : QStringList()) {
            for (const QString &language : languages)
                failed += take(shot, theme, language, dir) ? 0 : 1;
        }
    }
    return failed == 0 ? 0 : 1;
}
