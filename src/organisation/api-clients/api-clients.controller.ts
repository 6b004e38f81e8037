import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { CreatedIn } from '../../http/resource-headers.js';
import { WriteBody } from '../../http/write.dto.js';
import {
  AddApiKeyBody,
  ApiClientsPage,
  ApiClientsQuery,
  ApiClientView,
  ApiKeyView,
  EditApiClientBody,
  NewApiKeyView,
  RegisterApiClientBody,
} from './api-clients.dto.js';
import { ApiClientsQueries } from './api-clients.queries.js';
import { KeepApiClients } from './keep-api-clients.js';
import { KeepApiKeys } from './keep-api-keys.js';
import { TakeOverClient } from './take-over-client.js';

@ApiTags('API clients')
@Controller('api-clients')
export class ApiClientsController {
  constructor(
    private readonly queries: ApiClientsQueries,
    private readonly clients: KeepApiClients,
    private readonly keys: KeepApiKeys,
    private readonly takeOverClient: TakeOverClient,
  ) {}

  /**
   * List the API clients that you keep, or that may do something in your bodies, newest first.
   * @remarks Lista API-klienterna i de organ där du är systemförvaltare, de senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: ApiClientsQuery): Promise<ApiClientsPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Register another system, with what it may do.
   * @remarks Registrera ett annat system och vad det får göra.
   */
  @Does('api-client.manage')
  @Post()
  @CreatedIn('api-clients')
  async register(
    @CurrentCaller() caller: Caller,
    @Body() body: RegisterApiClientBody,
  ): Promise<ApiClientView> {
    return this.clients.register(caller, body);
  }

  /**
   * Read an API client and which keys it has.
   * @remarks Läs om en API-klient och vilka nycklar den har.
   */
  @Get(':id')
  async one(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<ApiClientView> {
    return this.queries.one(caller, id);
  }

  /**
   * Change what an API client is called or may do, or let none of its keys work for a while.
   * @remarks Ändra vad en API-klient heter eller får göra, eller stäng av alla dess nycklar en tid.
   */
  @Does('api-client.manage')
  @Patch(':id')
  async edit(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: EditApiClientBody,
  ): Promise<ApiClientView> {
    return this.clients.edit(caller, id, body);
  }

  /**
   * Answer for an API client from now on: for what it may do and you may do yourself, and for its keys if you keep it.
   * @remarks Ta över ansvaret för vad en API-klient får göra, sådant som du själv får göra.
   */
  @Does('api-client.take-over')
  @Post(':id/take-over')
  @HttpCode(200)
  async takeOver(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ApiClientView> {
    return this.takeOverClient.takeOver(caller, id);
  }

  /**
   * Deactivate an API client and revoke its keys. It can still be read: the audit trail names it.
   * @remarks Avsluta en API-klient och återkalla dess nycklar. Den kan fortfarande läsas, för historiken
   * nämner den.
   */
  @Does('api-client.revoke')
  @Delete(':id')
  @HttpCode(204)
  async deactivate(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.clients.deactivate(caller, id);
  }

  /**
   * Make a key. It is in this answer only. A client has at most two that work.
   * @remarks Skapa en nyckel. Den finns bara i det här svaret. En klient har högst två som gäller.
   */
  @Does('api-client.manage')
  @Post(':id/keys')
  @CreatedIn('api-clients/:id/keys', 'prefix')
  async addKey(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AddApiKeyBody,
  ): Promise<NewApiKeyView> {
    return this.keys.add(caller, id, body);
  }

  /**
   * Read when a key was made, expires and was last used.
   * @remarks Läs när en nyckel skapades, går ut och senast användes.
   */
  @Get(':id/keys/:prefix')
  async key(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('prefix') prefix: string,
  ): Promise<ApiKeyView> {
    return this.queries.key(caller, id, prefix);
  }

  /**
   * Revoke a key, for good.
   * @remarks Återkalla en nyckel för gott.
   */
  @Does('api-client.manage')
  @Post(':id/keys/:prefix/revoke')
  @HttpCode(200)
  async revokeKey(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('prefix') prefix: string,
    @Body() _body: WriteBody,
  ): Promise<ApiClientView> {
    return this.keys.revoke(caller, id, prefix);
  }
}
