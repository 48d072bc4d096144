/// Words that ordinary logs of AEM are made of, by how many records hold them.
///
/// Counted by `Tests/Benchmarks/count-words.py` over logs of healthy instances; a literal that
/// holds any other word is rarer than one that holds only these.
enum OrdinaryWords {
  /// What no word exceeds.
  static let greatest = 10

  static let steps: [[UInt8]: Int] = Dictionary(
    words.flatMap { step, words in words.split(separator: " ").map { (Array($0.utf8), step) } },
    uniquingKeysWith: { $1 })

  static let words: [(step: Int, words: String)] = [
    (
      9,
      """
      Events FelixLogListener INFO apache com org
      """
    ),
    (
      8,
      """
      REGISTERED Service ServiceEvent adobe impl sling
      """
    ),
    (
      7,
      """
      Bundle OsgiInstallerImpl api audit bundle core dam day granite installer jackrabbit \
      osgi
      """
    ),
    (
      6,
      """
      Apache BundleEvent FelixStartLevel INSTALL Installed Repository ResourceTransformer \
      Servlet Sling Startup TaskResource Thread aem attributes commons content digest entity \
      for from javax jcr launchpad oak repoinit resource resources service servlet state \
      tasks url wcm
      """
    ),
    (
      5,
      """
      ActivityLog Adding INSTALLED RESOLVED STARTED Set Started SymbolicName UNREGISTERING \
      Version adapter async cfm config configuration event felix index install internal jar \
      level metrics models packaging pid plugins property repository search serviceusermapper \
      serviceusermapping servlets spi start threads type update vault workflow
      """
    ),
    (
      4,
      """
      AclVisitor AdapterFactory Adaption Creating Gauge Metrics NodeVisitor ServiceUserMapped \
      ServiceUserMapperImpl amended and base commit common components cq60 discovery entry \
      factoryPid fulltext java jmx jobs libs node not nothing observation primary processor \
      product repoapi security sites with
      """
    ),
    (
      3,
      """
      ACL Binding CREATE EXTRACT_SUB_PACKAGES Failed FulltextBinaryTextExtractor \
      FulltextIndexEditorContext IndexUpdate ManagedService MappingConfigAmendment Observer \
      Path RequestProcessor Runnable Serializable ServletConfig This UPLOAD UserVisitor \
      access all allow already analytics appsLibsLucene asset assetcompute auth based binary \
      checking class conf control current data default dynamicmedia editor exec exists \
      extract factory false filter found graphql headless http i18n integration its job lang \
      mcm media mixins msm name nodes now openapi package personalization pool principal \
      process processors projects provider providers read remoteapi replication rest scene7 \
      scripting system text the thread translation true user var webconsole zip
      """
    ),
    (
      2,
      """
      4e71 88eb 8ff17bd5e8f6 Allowed AsyncEventSender BackgroundObserverMBean \
      ChangeProcessorMBean ComponentFactory Configuration DefaultTopologyView Discovery \
      EXTRACT EventHandler EventListenerMBean Filter FilterConfigMBean Folder \
      IndexPredicateFactory Interface InterpolationConfigurationPlugin JobExecutor PID \
      PROPERTIES_CHANGED PackageTransformer PayloadMapCacheScheduler PredicateGenerator \
      QueueConfiguration ReferrerFilter Registering Replaced RequestProcessorDispatcher \
      ResourceBundleProvider Suppress Topology TopologyEvent Traversed Update Updater \
      ViewStateManagerImpl WARN WCMCommand WorkflowProcess about added admin apps assets \
      author be4c bulkimport bundles cache campaign client clientlibs cloud commands compat \
      component configadmin console consumer contexthub controller coral crx delivery \
      directory disabled distribution does download due e4077692 engine enqueueForAll \
      entitlement etc eventing experience extensions extracted file files foundation \
      fragments frags gui handler happens have healthcheck imaging importer inbox indexing \
      instances interpolation interval inventory jakarta jetty json launches leader legacy \
      listeners local lucene management manager metadata mobile monitoring new newView nui \
      null num oauth often oldView packages path platform plugin polling post predicate \
      processing quite reference references referers reload remotedam rep reporting request \
      rewriter s7dam sending serializer server settings sightly sitemap size snapshot \
      snapshots support suppressSnapshots sync tagging target testandtarget threadpool \
      topologyEvent txt types upgradetools usually util value when worry xmp
      """
    ),
    (
      1,
      """
      API Activating Agent Cache Changes DefaultThreadPool DynamicMBean Elapsed Event Feature \
      FilterProcessorMBean HealthCheck HealthCheckExecutorServlet Incremental IndexDefinition \
      IndexSanityChecker IndexedProperty InternalQueueConfiguration InventoryPrinter Jakarta \
      JcrResourceBundle JobConsumer Legacy LiveActionFactory Loading Local Predicate \
      ReferenceAggregatorImpl ReferenceProvider Registered Reindexing Remote Removing \
      RepoApiController RepoApiServlet ResourceChangeListener ResourceProvider \
      ResourceResolverFactory SKIPPED_INDEX_PROPERTY SNAPSHOT Scheduled Scheduler \
      SecurityProviderRegistration SlingPostProcessor Stats Stored TestandtargetCommand \
      ThreadLocalCleaner ValueRecorderMetric WCMCommandService abdera accumulated actions \
      activated adapters adobeims agent agents analyzer archive aries assetType \
      assetprocessor authorization backend basename blob bytes caconfig checked clientlib \
      cloned collaborationapi collection collections compiler contextstores contributor \
      created creation crypto css dashboards datasource datasources definition deny \
      deserializer designimporter devicespecs dictionaries dtm duration eclipse effective \
      ehcache enabled entityfactory entries events everyone execution extension fasterxml \
      feature featureflags folder form fragment framework franklin function gauge gfx global \
      haf helper home ibiza ims initialized injection installed isRegexPath jackson jcrPath \
      jsp log logging mac maintenance model none oauth2 oltu omnisearch only ordered parser \
      periodic persistence preview quartz quickstart reactor reader received ref refresh \
      registered registration reindexCompletionTimestamp reindexing resolver resourceresolver \
      restrictions s7imaging sanity scheduler schema segment services set similaritysearch \
      site sitecatalyst statistics stock store taskmanagement this time timestamp tmp toggle \
      unifiedshell upgrade users valid versionStorage video view viewfactory widgets would \
      wrapper write xml
      """
    ),
  ]
}
