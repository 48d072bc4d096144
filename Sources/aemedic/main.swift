import CommandLineTool
import Glibc

exit(Tool.run().rawValue)
