#pragma once

#include "backend.h"
#include "hostlistmodel.h"
#include "problem.h"
#include "recordlistmodel.h"
#include "records.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

class TenantListModel;

/// The Hosts page: the table, and the pane of the chosen host.
class HostsController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(hermes::desktop::HostListModel *rows READ rows CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(QString upText READ upText NOTIFY changed)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(QString placesText READ placesText NOTIFY changed)
    Q_PROPERTY(QString reachText READ reachText NOTIFY changed)
    Q_PROPERTY(QString selected READ selected WRITE select NOTIFY selectedChanged)
    Q_PROPERTY(bool shown READ isShown NOTIFY paneChanged)
    Q_PROPERTY(QString address READ address NOTIFY paneChanged)
    Q_PROPERTY(QString stateName READ stateName NOTIFY paneChanged)
    Q_PROPERTY(QString stateTone READ stateTone NOTIFY paneChanged)
    Q_PROPERTY(bool stateRing READ stateRing NOTIFY paneChanged)
    Q_PROPERTY(bool stateFilled READ stateFilled NOTIFY paneChanged)
    Q_PROPERTY(bool asksTrust READ asksTrust NOTIFY paneChanged)
    Q_PROPERTY(bool removable READ isRemovable NOTIFY paneChanged)
    Q_PROPERTY(bool cordonable READ isCordonable NOTIFY paneChanged)
    Q_PROPERTY(bool cordoned READ isCordoned NOTIFY paneChanged)
    Q_PROPERTY(bool forgettable READ isForgettable NOTIFY paneChanged)
    Q_PROPERTY(QString forgetText READ forgetText NOTIFY paneChanged)
    Q_PROPERTY(bool testing READ isTesting NOTIFY paneChanged)
    Q_PROPERTY(bool failing READ isFailing NOTIFY paneChanged)
    Q_PROPERTY(QString errorTitle READ errorTitle NOTIFY paneChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY paneChanged)
    Q_PROPERTY(QString errorDetail READ errorDetail NOTIFY paneChanged)
    Q_PROPERTY(QString capacityText READ capacityText NOTIFY paneChanged)
    /// Why it takes no further tenant; empty where it does.
    Q_PROPERTY(QString fullText READ fullText NOTIFY paneChanged)
    Q_PROPERTY(double share READ share NOTIFY paneChanged)
    Q_PROPERTY(QString shareTone READ shareTone NOTIFY paneChanged)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY paneChanged)
    Q_PROPERTY(QString trustNote READ trustNote NOTIFY paneChanged)
    Q_PROPERTY(QString checksNote READ checksNote NOTIFY paneChanged)
    Q_PROPERTY(hermes::desktop::RecordListModel *services READ services CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *checks READ checks CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *resources READ resources CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *trustFacts READ trustFacts CONSTANT)
    Q_PROPERTY(hermes::desktop::RecordListModel *residents READ residents CONSTANT)
    Q_PROPERTY(hermes::desktop::Problem *problem READ problem CONSTANT)
public:
    HostsController(Backend &backend, const TenantListModel &tenants, QObject *parent);

    [[nodiscard]] HostListModel *rows() { return &m_model; }
    [[nodiscard]] int total() const { return int(m_model.rows().size()); }
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] QString upText() const;
    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString placesText() const;
    [[nodiscard]] QString reachText() const;
    [[nodiscard]] QString selected() const { return m_row.name; }
    void select(const QString &name);
    [[nodiscard]] bool isShown() const { return !m_row.name.isEmpty(); }
    [[nodiscard]] QString address() const { return m_row.address; }
    [[nodiscard]] QString stateName() const;
    [[nodiscard]] QString stateTone() const;
    [[nodiscard]] bool stateRing() const;
    [[nodiscard]] bool stateFilled() const;
    [[nodiscard]] bool asksTrust() const { return m_row.state.startsWith(QLatin1StringView("KEY_")); }
    [[nodiscard]] bool isRemovable() const { return isShown() && m_row.used == 0 && !m_stale; }
    [[nodiscard]] bool isCordonable() const;
    [[nodiscard]] bool isCordoned() const { return m_row.state == QLatin1StringView("CORDONED"); }
    /// Only a machine that does not answer can be gone for good.
    [[nodiscard]] bool isForgettable() const;
    [[nodiscard]] QString forgetText() const;
    [[nodiscard]] bool isTesting() const { return m_testing; }
    [[nodiscard]] bool isFailing() const { return !m_row.errorMessage.isEmpty(); }
    [[nodiscard]] QString errorTitle() const { return m_row.errorMessage; }
    [[nodiscard]] QString errorHint() const { return m_row.errorHint; }
    [[nodiscard]] QString errorDetail() const { return m_row.errorDetail; }
    [[nodiscard]] QString capacityText() const;
    [[nodiscard]] QString fullText() const;
    [[nodiscard]] double share() const;
    [[nodiscard]] QString shareTone() const;
    [[nodiscard]] QString fingerprint() const { return m_detail.fingerprint; }
    [[nodiscard]] QString trustNote() const;
    [[nodiscard]] QString checksNote() const { return m_checksNote; }
    [[nodiscard]] RecordListModel *services() { return &m_services; }
    [[nodiscard]] RecordListModel *checks() { return &m_checks; }
    [[nodiscard]] RecordListModel *resources() { return &m_resources; }
    [[nodiscard]] RecordListModel *trustFacts() { return &m_trustFacts; }
    [[nodiscard]] RecordListModel *residents() { return &m_residents; }
    [[nodiscard]] Problem *problem() { return &m_problem; }

    void setNow(qint64 nowMs);
    void setStale(bool stale);
    void retranslate();
    void rebuildResidents();
    void readDetail();

    /// What it takes is to be changed.
    Q_INVOKABLE void askSettings();
    Q_INVOKABLE void test();
    Q_INVOKABLE void remove();
    /// Cordons the host, or ends that.
    Q_INVOKABLE void toggleCordon();
    Q_INVOKABLE void forget();
    Q_INVOKABLE void reconnect(const QString &name);
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void copy(const QString &text);

Q_SIGNALS:
    void changed();
    void selectedChanged();
    void paneChanged();
    /// `tenants` are on it.
    void settingsAsked(const QString &host, int tenants);
    /// What people did with it, the newest first.
    void detailRead(const QString &host, const QList<hermes::desktop::JournalEntry> &events);
    void rowsChanged(const QList<hermes::desktop::HostRow> &rows);

private:
    void take();
    void rebuildPane();

    Backend &m_backend;
    const TenantListModel &m_tenants;
    HostListModel m_model;
    HostRow m_row;
    HostDetail m_detail;
    RecordList<StatusRecord> m_services;
    RecordList<StatusRecord> m_checks;
    RecordList<FactRecord> m_resources;
    RecordList<FactRecord> m_trustFacts;
    RecordList<ResidentRecord> m_residents;
    Problem m_problem;
    QString m_checksNote;
    qint64 m_now = 0;
    bool m_known = false;
    bool m_testing = false;
    bool m_stale = false;
};

} // namespace hermes::desktop
