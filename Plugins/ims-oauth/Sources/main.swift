import RemedyProtocol

PluginService(IMSOAuth()).run()
