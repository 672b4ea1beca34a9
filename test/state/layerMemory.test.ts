/** The contract, kept in memory. */
import { layerMemory } from "../../src/state/layerMemory.ts"
import { keepsContract } from "./contract.ts"

keepsContract(layerMemory)
