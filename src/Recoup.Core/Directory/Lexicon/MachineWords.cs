namespace Recoup.Core.Directory.Lexicon;

/// <summary>
/// Words for software and what it does, in the languages that companies name accounts in. A word that somebody may be called
/// belongs into the table "or names", however rare: only the other table makes an answer clear.
/// </summary>
internal static class MachineWords
{
    public const string Bots = """
        chatbot chatbots slackbot buildbot dependabot botaccount botuser robotics rpabot чатбот 机器人 聊天机器人 機器人 チャットボット 챗봇 로봇 หุ่นยนต์ แชทบอท
        """;

    public const string BotsOrNames = """
        bot bots robot robots robo robotti roboter robotje robota бот робот боты роботы ρομποτ μποτ ボット ロボット ロボ 봇 بوت روبوت בוט רובוט บอท रोबोट बॉट
        """;

    public const string Software = """
        svc svcs svcuser svcaccount srv srvc serviceaccount serviceaccounts serviceuser systemuser systemaccount apiuser apikey apitoken apiaccess
        restapi graphql webhook webhooks websocket automation automations automate automated autouser integration integrations integrator middleware
        cicd devops gitops mlops deploy deploys deployer deployment deployments pipeline pipelines build builds buildagent buildserver buildmaster
        sync syncs syncer synchronization synchronisation synchronizer replication replicator backup backups snapshot snapshots restore archiver
        cronjob cronjobs crontab scheduler schedulers scheduled monitoring alerts alerting alertmanager uptime healthcheck heartbeat watchdog
        notification notifications notifier noreply donotreply noresponse mailerdaemon postmaster connector connectors importer exporter scanner
        scanners printer printers plotter crawler scraper indexer migration migrations migrator etl elt reporting ingest ingestion provisioning
        provisioner deprovisioning scim ldap saml oauth openid system systems headless unattended terraform ansible kubernetes jenkinsfile argocd
        fluxcd dbuser dbadmin sqluser ftpuser sftpuser sftp webdav rsync automatisierung automatisch schnittstelle schnittstellen datensicherung
        sicherung dienstkonto dienstbenutzer systemkonto systembenutzer servicekonto anbindung überwachung benachrichtigung benachrichtigungen
        datenimport datenexport automatisation automatique intégration sauvegarde sauvegardes supervision déploiement traitement automatización
        automático integración sincronización respaldo copias notificaciones monitorización despliegue automação integração sincronização
        monitoramento notificações implantação serviços automazione integrazione sincronizzazione notifiche monitoraggio automatisering koppeling
        koppelingen integratie synchronisatie dienstaccount systeemgebruiker systeemaccount meldingen automatyzacja integracja synchronizacja
        powiadomienia serwisowe automatizace integrace servisní zálohování systembruger systembruker systemanvändare tjenestekonto tjänstekonto
        integrasjon integrationskonto automaatio integraatio järjestelmä järjestelmätunnus varmuuskopio palvelutunnus otomasyon entegrasyon yedekleme
        bildirim sistem otomatis integrasi sinkronisasi сервис сервисный интеграция интеграции автоматизация автомат сборка сборки система системный
        синхронизация мониторинг рассылка уведомления копирования обмен выгрузка служебный сервіс інтеграція автоматизація αυτοματισμός σύστημα
        ενσωμάτωση 自动化 自動化 系统 系統 接口 定时任务 同步账号 通知 监控 服务账号 服務帳號 連携 自動 システム バッチ サービス 監視 サーバー 자동화 시스템 알림 서비스 서버 모니터링 تكامل أتمتة خدمة إشعارات מערכת
        אוטומציה אינטגרציה שירות גיבוי ระบบ อัตโนมัติ แจ้งเตือน บริการ स्वचालन प्रणाली prometheus regression regressiontest extract extractor extracts
        loadtest smoketest testautomation autotest puller pusher forwarder logger tracer aggregator orchestrator executor invoker trigger triggers
        rotator cleanup housekeeper purger reaper janitor mirror mirroring failover bulkload bulkimport datasync dataload dataimport dataexport
        datafeed csvimport filetransfer ediconnector idp idpsync adsync ldapsync usersync groupsync gitbot githook githooks mergeops nightlybuild
        autobuild autodeploy autoscaler kubelet cloudinit cloudbuild cloudfunction lambda webjob daemonset machineuser machineaccount robotaccount
        funktionskonto funktionsuser batchuser schnittstellenuser schnittstellenbenutzer integrationsuser synchronisierung abgleich auswertung systeem
        systeemkoppeling koppelvlak uitwisseling interface interfaces passerelle flux alimentation ordonnanceur planificateur robotisation sistemas
        sistema intercambio alertador programado processamento agendador agendado rotina elaborazione pianificatore interfaccia zaplanowane wymiana
        usługi synchronizacji rozhraní zálohovací gränssnitt grensesnitt grænseflade rajapinta arayüz antarmuka обмена резервное резервного
        копирование импорт экспорт шлюз обміну διασύνδεση αντίγραφα 集成账号 数据同步 自动化测试 机器账号 同期 外部連携 通知用 バックアップ 백업 동기화 인터페이스 자동 배치작업 시스템연동
        """;

    public const string SoftwareOrNames = """
        api apis ci cd monitor cron daemon agent agents builder builders runner runners mailer reply server servers sap rpa sso tester worker workers
        dienst dienste sentinel beacon relay feed robotic autopilot sensor loader reader batch shipper cleaner fetcher نظام
        """;

    public const string Products = """
        confluence bitbucket trello opsgenie statuspage github gitlab teamcity circleci buildkite jenkinsci codefresh spinnaker sonarqube sonarcloud
        sonatype artifactory xray snyk veracode checkmarx selenium browserstack testrail grafana nagios zabbix splunk datadog pagerduty newrelic
        dynatrace kibana logstash elasticsearch appdynamics zapier workato mulesoft powerautomate uipath blueprism ifttt servicenow salesforce hubspot
        marketo netsuite workday zendesk freshdesk intercom mailchimp tableau powerbi snowflake databricks okta azuread entra jumpcloud onelogin
        cyberark hashicorp openshift octopus dockerhub aws gcp sharepoint jetbrains scriptrunner eazybi services servicio servicios serviço servizio
        servizi serwis usługa usluga tjeneste tjänst palvelu servis layanan serviciu technical technischer technische technisches technique techniques
        técnico técnica tecnico tecnica technisch techniczne techniczny technický технический
        """;

    public const string ProductsOrNames = """
        service jira jenkins bamboo renovate sonar slack elastic sentry puppet rancher vault consul concourse tempo zephyr looker azure postman
        """;
}
